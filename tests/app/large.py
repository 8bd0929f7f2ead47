"""An installation of 193 seats, and acts in it by many processes at once; each process opens the database anew."""

import itertools
import multiprocessing
import os
import secrets
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import yaml

PROCESSES = 4
THREADS = 6
EIGHT = tuple(f"delegation-{letter}" for letter in "abcdefgh")
SEATS = (*EIGHT, *(f"delegation-{number:03d}" for number in range(9, 194)))
RUNNERS_START = 0.3
"""Seconds until all tasks of a batch begin at the same moment."""


def charter_document():
    """The example's charter, with 185 delegations beside its eight."""
    from app.world import example_charter
    from comity.formats.yaml_text import yaml_document

    document = yaml_document(example_charter()).data
    like = document["held"][0]
    for number, seat in enumerate(SEATS[len(EIGHT) :], start=len(EIGHT) + 1):
        document["voters"][seat] = {"names": [{"name": dict.fromkeys(("en", "ru", "zh"), f"Delegation {number}")}]}
        document["held"].append({**like, "who": seat})
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def open_here(data, database):
    """Open the installation in this process."""
    os.environ.update({"COMITY_DATA": str(data), "DJANGO_SETTINGS_MODULE": "comity.site.settings"})
    os.environ.pop("COMITY_DATABASE", None)
    if database:
        os.environ["COMITY_DATABASE"] = database
    import django

    django.setup()


def call_at(task):
    """Do one task of a batch when its moment has come; what it gives, or with what it is refused."""
    from django.db import connections

    from comity.core.values import ComityError

    moment, function, arguments = task
    time.sleep(max(0.0, moment - time.time()))
    began = time.perf_counter()
    try:
        return (*function(*arguments), time.perf_counter() - began)
    except ComityError as refused:
        return (type(refused).__name__, str(refused), time.perf_counter() - began)
    finally:
        connections.close_all()


def call_all(tasks):
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(call_at, tasks))


@dataclass
class Large:
    """The installation; every look at its database is taken in a process of its own."""

    data: Path
    database: str | None
    pool: object = None
    keys: object = field(default_factory=itertools.count)

    @classmethod
    def made(cls, database=None):
        data = Path(tempfile.mkdtemp(prefix="comity-large-"))
        large = cls(data, database)
        spawn = multiprocessing.get_context("spawn")
        large.pool = ProcessPoolExecutor(
            PROCESSES, mp_context=spawn, initializer=open_here, initargs=(str(data), database)
        )
        try:
            large.ask(make, charter_document())
        except BaseException:
            large.close()
            raise
        return large

    def ask(self, function, *arguments):
        """What a function gives in another process."""
        return self.pool.submit(function, *arguments).result()

    def at_once(self, calls):
        """Do all of them at the same moment, in several processes and several threads of each."""
        moment = time.time() + RUNNERS_START
        tasks = [(moment, function, arguments) for function, *arguments in calls]
        dealt = [tasks[number::PROCESSES] for number in range(PROCESSES)]
        results = self.pool.map(call_all, dealt)
        back = [None] * len(tasks)
        for number, part in enumerate(results):
            back[number::PROCESSES] = part
        return back

    def key(self):
        return f"large-{next(self.keys):06d}"

    def close(self):
        self.pool.shutdown(cancel_futures=True)


def make(document):
    """Tables, key and organisation, in this process."""
    from datetime import date

    from django.conf import settings

    from comity.app.founding import found, prepare
    from comity.formats.charter_file import charter_from_text
    from comity.web.request import now

    key = prepare(Path(settings.COMITY_DATA), secrets.token_bytes)
    found(charter_from_text(document), date(2001, 6, 15), at=now(), chance=secrets.token_bytes, key=key, example=True)


def act(person, role, delegation, command, key):
    """Do an act as an actor of this role; what it gives, in plain values."""
    from app.world import BODY
    from comity.app.actor import Actor, Capacity
    from comity.app.commands import do
    from comity.store.models import Role
    from comity.web.acting import signing_key
    from comity.web.request import now

    capacity = Capacity(role, delegation, BODY if role == Role.CHAIR else "")
    actor = Actor(person=person, name=person, capacities=(capacity,), confirmed=True)
    done = do(command, actor, at=now(), key=key, chance=secrets.token_bytes, signing_key=signing_key())
    return ("done", done.sequence, done.again, dict(done.outcome), done.subject)


def state(question):
    """What is on record of a question: its state and outcome, and the camp of each seat."""
    from comity.store.models import Question

    row = Question.objects.get(pk=question)
    return row.state, row.outcome, dict(row.positions.values_list("seat", "camp"))


def faults_of_ledger(expected=()):
    """What does not hold: numbers without gap, every receipt, every row as the ledger has it, each entry named."""
    from comity.app.verification import verify
    from comity.core.ledger.receipt import check
    from comity.formats.ledger_documents import head_is_signed
    from comity.store.ledger import receipt
    from comity.store.models import LedgerEntry

    numbers = list(LedgerEntry.objects.order_by("sequence").values_list("sequence", flat=True))
    faults = [] if numbers == list(range(len(numbers))) else ["the numbers of the entries have gaps"]
    faults += [f"no receipt for {one}" for one in numbers if not check(receipt(one), head_is_signed).holds]
    faults += [f"no entry {one}" for one in expected if one not in set(numbers)]
    verification = verify()
    return [*faults, *(str(one) for one in verification.findings)]
