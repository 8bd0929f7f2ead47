"""A real server with the example organisation, and real browsers in which its persons are signed in."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest

CHROMIUM = "/usr/bin/chromium"
START = "from comity.cli.main import main; main()"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
NEW_LINKS = """
import json, secrets, sys
from datetime import UTC, datetime
from pathlib import Path
from comity.cli.installation import set_up
set_up(Path(sys.argv[1]))
from comity.app.queries.example import new_links
print(json.dumps([(one.title, one.path) for one in new_links(datetime.now(UTC), secrets.token_bytes)]))
"""
FIRST_PAGE_WITHIN = 240
TAGS = {"en": "en", "ru": "ru", "zh": "zh-hans"}


@dataclass
class Server:
    """A server, the code that it printed, and a link for each person."""

    url: str
    code: str
    links: dict[str, str]
    data: Path
    process: subprocess.Popen
    browsers: dict[str, object] = field(default_factory=dict)

    def link(self, who):
        """A link by which the person whose title begins so signs in, once; the next call gives another."""
        if not any(title.startswith(who) for title in self.links):
            self.links = {title: f"{self.url}{path}" for title, path in new_links(self.data)}
        return self.links.pop(next(title for title in self.links if title.startswith(who)))

    def mail(self, address):
        """The last mail to an address, as its reader gets it; the pages show it without its links."""
        with closing(sqlite3.connect(f"file:{self.data / 'comity.sqlite3'}?mode=ro", uri=True)) as database:
            (body,) = database.execute(
                'SELECT body FROM store_outboxmail WHERE "to" = ? ORDER BY id DESC LIMIT 1', [address]
            ).fetchone()
        return body


def environment():
    """That of a process which knows nothing of the settings of the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COMITY_", "DJANGO_"))}
    return inherited | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}


def new_links(data):
    """Titles and paths of new links, as the next start of the server would print them; those of before are void."""
    command = [sys.executable, "-c", NEW_LINKS, str(data)]
    return json.loads(subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout)


def started(data):
    process = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--data", str(data), "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
    )
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Ctrl+C"):
            break
    text = "\n".join(lines)
    links = dict(re.findall(r"^  (\S.*)\n    (http\S+)$", text, re.MULTILINE))
    code = re.search(r"\b(\d{6})\b(?!\S*/)", text.split("Code", 1)[-1])
    assert links, text
    assert code, text
    return Server(lines[0], code[1], links, data, process)


@pytest.fixture(scope="session")
def server():
    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is missing; this gets it:  apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="comity-browser-") as folder:
        running = started(Path(folder) / "data")
        with running.process:
            with urlopen(running.url, timeout=FIRST_PAGE_WITHIN) as first:  # reads the whole record, once a process
                assert first.status == 200
            yield running
            running.process.kill()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def opened(chromium):
    """A function that opens a browser in which nobody is signed in."""

    def open_new(*, width=1280):
        return chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True).new_page()

    return open_new


@pytest.fixture(scope="session")
def signed_in(server, opened):
    """A function from the beginning of a person's title to a browser in which that person is signed in."""

    def open_as(who, *, width=1280, language="en"):
        if who not in server.browsers:
            page = opened(width=width)
            if who != "public":
                page.goto(server.link(who))
                page.locator("main form button[type=submit]").first.click()
                page.wait_for_load_state()
            server.browsers[who] = page
        page = server.browsers[who]
        page.set_viewport_size({"width": width, "height": 900})
        page.context.add_cookies([{"name": "django_language", "value": TAGS[language], "url": server.url}])
        return page

    return open_as


@pytest.fixture(scope="session")
def confirmed(server):
    """A function that gives the code of the terminal, or a password, where a page asks for it after an act."""

    def confirm(page, act, secret=""):
        act()
        page.wait_for_load_state()
        if "/confirm/" in page.url:
            page.locator("main form input:not([type=hidden])").first.fill(secret or server.code)
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_load_state()
            return True
        return False

    return confirm
