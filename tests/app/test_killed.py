"""The server is killed while all vote: what it had acknowledged is there, once, and the ledger holds."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

import pytest

from app.large import SEATS, Large, faults_of_ledger, state
from app.serving import sessions, votes_of
from app.test_many_at_once import put

TOKEN = "k" * 32
"""The same secret in the cookie and in the form, as a page would have given it."""

CAMP = "yes"
SEED = int(os.environ.get("COMITY_KILL_SEED", "20261124"))
TIMES = int(os.environ.get("COMITY_KILL_TIMES", "1"))
VOTERS = 16
ANSWERS_WITHIN = 60
"""Seconds after which a server that says nothing is a failure."""


class Server:
    """The server on the folder, in processes of its own; who asks before it answers waits at its door."""

    def __init__(self, large, workers):
        environment = {**os.environ, "COMITY_DATA": str(large.data)}
        environment.pop("COMITY_DATABASE", None)
        if large.database:
            environment["COMITY_DATABASE"] = large.database
        with socket.create_server(("127.0.0.1", 0), backlog=512) as door:
            self.port = door.getsockname()[1]
            command = (sys.executable, "-m", "uvicorn", "comity.site.asgi:application", "--fd", str(door.fileno()))
            options = ("--workers", str(workers), "--log-level", "critical", "--lifespan", "off")
            self.process = subprocess.Popen(
                (*command, *options), env=environment, start_new_session=True, pass_fds=(door.fileno(),)
            )

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.kill()

    def ask(self, method, path, body=None, headers=None):
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asking.request(method, path, body, headers or {})
            answer = asking.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read()
        finally:
            asking.close()

    def kill(self):
        """As when the power goes: every process of it, without a word."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def vote(self, question, seat, session):
        """Whether the vote was acknowledged; ``False`` where nothing came back."""
        form = {"csrfmiddlewaretoken": TOKEN, "key": f"vote-of-{seat}-on-{question}", "camp": CAMP, "version": "0"}
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            status, where, _page = self.ask("POST", f"/questions/{question}/seats/{seat}/", urlencode(form), headers)
        except (OSError, http.client.HTTPException):
            return False
        assert (status, "/decisions/" in where) == (302, True), (status, where)
        return True

    def vote_all(self, question, keys, acknowledged=None):
        """The seats whose vote was acknowledged; each is put into ``acknowledged`` as soon as it is."""

        def vote(item):
            if self.vote(question, *item):
                if acknowledged is not None:
                    acknowledged.put(item[0])
                return item[0]
            return None

        with ThreadPoolExecutor(VOTERS) as voters:
            return {seat for seat in voters.map(vote, keys.items()) if seat is not None}


@pytest.fixture(scope="module")
def large():
    database = None
    if os.environ.get("COMITY_TEST_DATABASE") == "postgresql":
        import postgresql

        database = postgresql.address("killed")
    made = Large.made(database)
    made.keys_of_sessions = made.ask(sessions)
    yield made
    made.close()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("turn", range(TIMES))
def test_what_was_acknowledged_outlives_the_server(large, workers, turn):
    question, _proposal = put(large)
    keys = large.keys_of_sessions
    after = random.Random(f"{SEED} {turn} {workers}").randrange(1, len(keys) - 2 * VOTERS)
    heard = SimpleQueue()
    with Server(large, workers) as server, ThreadPoolExecutor(1) as other:
        voting = other.submit(server.vote_all, question, keys, heard)
        try:
            for _number in range(after):
                heard.get(timeout=ANSWERS_WITHIN)
        except Empty:
            voting.result(timeout=0)  # what went wrong there says more
            raise
        finally:
            server.kill()
        acknowledged = voting.result()
    _state, _outcome, taken = large.ask(state, question)
    print(f"killed after {after} votes, {workers} workers: {len(acknowledged)} acknowledged, {len(taken)} on record")
    assert after <= len(acknowledged) <= len(taken)
    assert acknowledged <= set(taken)
    assert large.ask(faults_of_ledger) == []
    with Server(large, workers) as again:
        assert again.vote_all(question, keys) == set(keys)
    assert large.ask(state, question)[2] == dict.fromkeys(SEATS, CAMP)
    assert large.ask(votes_of, question) == len(SEATS)
    assert large.ask(faults_of_ledger) == []
