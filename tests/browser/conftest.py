"""A real server with the example organisation, and real browsers in which its persons are signed in."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
START = "from comity.cli.main import main; main()"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@dataclass
class Server:
    """A server, the code that it printed, and a link for each person."""

    url: str
    code: str
    links: dict[str, str]
    data: Path
    process: subprocess.Popen
    browsers: dict[str, object] = field(default_factory=dict)


def started(data):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    environment |= {"PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--data", str(data), "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
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
def signed_in(server, chromium):
    """A function from the beginning of a person's title to a browser in which that person is signed in."""

    def open_as(who, *, width=1280, language="en"):
        if who not in server.browsers:
            context = chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
            page = context.new_page()
            if who != "public":
                link = next(url for title, url in server.links.items() if title.startswith(who))
                page.goto(link)
                page.locator("main form button[type=submit]").first.click()
                page.wait_for_load_state()
            server.browsers[who] = page
        page = server.browsers[who]
        page.set_viewport_size({"width": width, "height": 900})
        context = page.context
        tag = {"en": "en", "ru": "ru", "zh": "zh-hans"}[language]
        context.add_cookies([{"name": "django_language", "value": tag, "url": server.url}])
        return page

    return open_as


@pytest.fixture
def confirmed(server):
    """A function that gives the code of the terminal where a page asks for it, and goes on with the act."""

    def confirm(page, act):
        act()
        page.wait_for_load_state()
        if "/confirm/" in page.url:
            page.locator("main form input:not([type=hidden])").first.fill(server.code)
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_load_state()
            return True
        return False

    return confirm
