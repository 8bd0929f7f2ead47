"""`comity serve`: the web application, on an embedded database or the one that the environment names."""

import os
import secrets
import socket
import sys
import threading
import time
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.folder import folder_of, made
from comity.cli.installation import Data, set_up
from comity.cli.output import needing, refusing, say
from comity.core.values import Problem, Refused

if TYPE_CHECKING:
    from uvicorn import Config

PORT = 8000
"""Taken where it is free and no other was asked for."""

GRACE = 3
"""So many seconds open pages have to end when the server stops."""

STARTS_WITHIN = 60.0
CODE = "COMITY_CONFIRMATION_CODE"
NOT_HEALTHY = 1


def serve(
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="N", min=1, max=65535, help="The port; without it, a free one."),
    ] = None,
    data: Data = None,
    browser: Annotated[
        bool,
        typer.Option("--open/--no-open", help="Open a browser, where this is a terminal with a display."),
    ] = True,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="How many processes answer.")] = 1,
    leave: Annotated[
        bool, typer.Option("--exit", help="Start, ask whether it answers, show `comity demonstrate`, and leave.")
    ] = False,
) -> None:
    """Serve the pages of the organisation; on this machine alone, an empty folder becomes the example organisation."""
    with refusing(), needing("web"):
        code = _code_of_start()
        example = _prepared(made(folder_of(data)), host)
        listening = _listen(host, port)
    port = listening.getsockname()[1]
    url = _url(host, port)
    _tell(url, code if example else None, folder_of(data))
    if leave:
        raise typer.Exit(_start_and_leave(listening, (host, port)))
    if browser and _has_display():
        threading.Thread(target=_open_when_ready, args=(url, host, port), daemon=True).start()
    if workers == 1:  # others are processes of their own, which read when they are first asked
        threading.Thread(target=_read_ahead, daemon=True).start()
    _run(listening, workers)


def _read_ahead() -> None:
    from comity.app.queries.library import read_ahead

    read_ahead("en", datetime.now(UTC).date())


def _code_of_start() -> str:
    """The code of this start, where the processes that answer find it."""
    from comity.cli.example import new_code

    return os.environ.setdefault(CODE, new_code())


def _prepared(data: Path, host: str) -> bool:
    """Open the folder, make what is missing; says whether its organisation is the example.

    Raises ``Refused`` where there is no organisation and others than this machine would be answered.
    """
    set_up(data)
    from django.db import connections

    from comity.app.founding import is_founded, prepare
    from comity.app.organisation import house
    from comity.cli import example

    key = prepare(data, secrets.token_bytes)
    if not is_founded():
        if not _is_loopback(host):
            fact = "there is no organisation in the folder, and the example is made for this machine alone"
            raise Refused([Problem(file=str(data), fact=fact, cure="Found one: comity init, with the same --data")])
        example.make(key)
    here = house()
    connections.close_all()
    return here is not None and here.example


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket on the port, or on a free one. Raises ``Refused`` where the port is taken."""
    tried: list[OSError] = []
    for wanted in (port,) if port is not None else (PORT, 0):
        try:
            return _bound(host, wanted)
        except OSError as error:
            tried.append(error)
    fact = f"{host}:{port or ''} can't be listened on ({tried[-1].strerror})"
    raise Refused([Problem(fact=fact, cure="Name another port: --port N")])


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(socket.SOMAXCONN)
    except OSError:
        opened.close()
        raise
    opened.set_inheritable(True)
    return opened


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _tell(url: str, code: str | None, data: Path) -> None:
    """Where the pages are; for the example, who may sign in how."""
    say(url, bold=True)
    say(f"Folder: {data}")
    if code is not None:
        from comity.cli import example

        say("EXAMPLE: everything in this organisation is invented.")
        example.show(url, code)
    typer.echo()
    say("Ctrl+C stops it; what was done stays in the folder.")
    sys.stdout.flush()


APPLICATION = "comity.site.asgi:application"
"""By its name: commands know no other door."""


def _config() -> "Config":
    from uvicorn import Config

    return Config(
        APPLICATION, lifespan="off", timeout_graceful_shutdown=GRACE, log_level="warning", server_header=False
    )


def _run(listening: socket.socket, workers: int) -> None:
    """Answer until stopped."""
    import uvicorn

    if workers == 1:
        uvicorn.Server(_config()).run(sockets=[listening])
        return
    uvicorn.run(
        APPLICATION,
        fd=listening.fileno(),
        workers=workers,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
        log_level="warning",
        server_header=False,
    )


def _start_and_leave(listening: socket.socket, at: tuple[str, int]) -> int:
    """Start in this process, ask whether it answers, do the main job of the terminal, stop."""
    from uvicorn import Server

    from comity.cli.demonstrate import demonstrate

    server = Server(_config())
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    try:
        if not _health(*at):
            say("The pages do not answer as they should.", err=True)
            return NOT_HEALTHY
        say("The pages answer.")
        demonstrate()
    finally:
        server.should_exit = True
        running.join(timeout=GRACE + 2)
    return 0


def _health(host: str, port: int) -> bool:
    """Whether the page of health answers well, asked until something answers; ``False`` where nothing does in time."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        asking = HTTPConnection(host, port, timeout=5)
        try:
            asking.request("GET", "/health/", headers={"X-Forwarded-Proto": "https"})
            return asking.getresponse().status == HTTPStatus.OK
        except OSError:
            time.sleep(0.1)
        finally:
            asking.close()
    return False


def _has_display() -> bool:
    """Whether somebody sits there: a terminal, and a screen for a browser."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_ready(url: str, host: str, port: int) -> None:
    import webbrowser

    if _health(host, port):
        webbrowser.open(url)
