"""Claims: of 193 seats that vote within one second while 200 watch, 99 in 100 have their answer within 300 ms; a page
of an organisation with 1,000 proposals takes 95 times in 100 at most 100 ms. On SQLite and PostgreSQL, nothing lost.

The server answers in `--workers` processes; voters and watchers run in one more, all on the same cores. Run it with the
environment of script/test: `.venv-test/bin/python bench/votes_and_pages.py`.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

WATCHERS = 200
SECOND = 1.0
PAGE_TURNS = 40
PROPOSALS = 1000
VOTE_AIM, PAGE_AIM = 0.3, 0.1
"""Seconds: of 99 votes in 100, of 95 pages in 100."""

LAST_VOTE = "193 in favour"
TOKEN = "k" * 32


def main() -> int:
    """Print the figures of each database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
    for database in asked.database or ("sqlite", "postgresql"):
        measure(database, asked.workers)
    return 0


def measure(database: str, workers: int) -> None:
    """One database."""
    import django

    django.setup()  # the names of tables, for what is sent to other processes; nothing is opened here
    import postgresql
    from app.large import Large, faults_of_ledger
    from app.serving import sessions
    from app.test_killed import Server
    from app.test_many_at_once import put

    large = Large.made(postgresql.address("bench") if database == "postgresql" else None)
    try:
        keys = large.ask(sessions)
        proposals(large)
        question, proposal = put(large)
        print(f"\n{database}, {workers} processes answer")
        with Server(large, workers) as server:
            server.ask("GET", "/health/")
            pages(server, large, next(iter(keys.values())), proposal)
            asyncio.run(vote(server.port, question, keys))
        print(f"  findings of verify: {len(large.ask(faults_of_ledger))}")
    finally:
        large.close()


def proposals(large: Any) -> None:
    """So many proposals, each by an act."""
    from app.test_many_at_once import officer
    from app.world import BODY, TEXT, TITLE
    from comity.app.commands import proposals as commands

    command = commands.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT)
    large.at_once([officer(large, command) for _number in range(PROPOSALS)])


def pages(server: Any, large: Any, session: str, proposal: str) -> None:
    """The time and the queries of each page that a head of delegation may open, one after the other."""
    from app.serving import queries_of

    counted = large.ask(queries_of, addresses(proposal), session)
    for path, queries in counted.items():
        times = []
        for _turn in range(PAGE_TURNS):
            began = time.perf_counter()
            status, *_rest = server.ask("GET", path, headers={"Cookie": f"sessionid={session}"})
            times.append(time.perf_counter() - began)
            assert status == 200, (path, status)
        shown = path.replace(proposal, "PROPOSAL")
        over = "  over the aim" if statistics.quantiles(times[1:], n=20, method="inclusive")[-1] > PAGE_AIM else ""
        print(f"  {shown:34} {told(times[1:])}  (first {times[0] * 1000:5.0f} ms)  {queries:2} queries{over}")


def addresses(proposal: str) -> list[str]:
    """Every page without an object in its address, and that of a proposal."""
    from comity.web.urls import PAGES

    files = (".csv", ".json", ".svg", ".png", ".xlsx")
    plain = [one.at for one in PAGES if "GET" in one.methods and "<" not in one.at]
    plain = [at for at in plain if not at.rstrip("/").endswith(files) and not at.startswith("health")]
    return [*(f"/{at}" for at in plain), f"/decisions/{proposal}/"]


def told(times: list[float]) -> str:
    """Median, 95th and 99th of a hundred, and the worst, in milliseconds."""
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return "  ".join(
        f"{name} {value * 1000:6.1f} ms"
        for name, value in (("p50", cuts[49]), ("p95", cuts[94]), ("p99", cuts[98]), ("max", max(times)))
    )


async def vote(port: int, question: str, keys: dict[str, str]) -> None:
    """All seats vote within a second, while so many watch; each watcher waits until it has seen all of it."""
    connected = asyncio.Semaphore(0)
    session = next(iter(keys.values()))
    watching = [asyncio.create_task(watch(port, question, session, connected)) for _number in range(WATCHERS)]
    began = time.perf_counter()
    for _number in range(WATCHERS):
        await connected.acquire()
    print(f"  {WATCHERS} watchers connected in {time.perf_counter() - began:.1f} s")
    start = time.perf_counter()
    at = itertools.count()
    votes = [
        asyncio.create_task(send(port, question, seat, key, start + next(at) * SECOND / len(keys)))
        for seat, key in keys.items()
    ]
    times = await asyncio.gather(*votes)
    last_answer = time.perf_counter()
    seen = await asyncio.wait_for(asyncio.gather(*watching), 120)
    over = statistics.quantiles(times, n=100, method="inclusive")[-1] / VOTE_AIM
    print(f"  a vote's answer            {told(times)}{f'  {over:.1f} times the aim' if over > 1 else ''}")
    print(f"  all votes answered {last_answer - start:.2f} s after the first was sent")
    print(f"  the last watcher saw the total {max(seen) - last_answer:+.2f} s after the last answer")


async def send(port: int, question: str, seat: str, session: str, moment: float) -> float:
    """One vote, sent at its moment; how long its answer took."""
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))
    form = {"csrfmiddlewaretoken": TOKEN, "key": f"bench-{question}-{seat}", "camp": "yes", "version": "0"}
    body = urlencode(form)
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /questions/{question}/seats/{seat}/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    line = await reader.readline()
    took = time.perf_counter() - began
    writer.close()
    assert b" 302 " in line, line
    return took


async def watch(port: int, question: str, session: str, connected: asyncio.Semaphore) -> float:
    """A stream, until the board shows every vote; when that was."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET /questions/{question}/stream/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n\r\n"
    writer.write(request.encode())
    line = await reader.readline()
    assert b" 200 " in line, line
    connected.release()
    while LAST_VOTE.encode() not in (line := await reader.readline()):
        assert line, "the stream ended"
    writer.close()
    return time.perf_counter()


if __name__ == "__main__":
    sys.exit(main())
