"""Acts in one transaction: a refusal undoes its act alone, and nothing is acknowledged that is not written."""

import contextvars

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from app.world import AT, KEY, OFFICER, make_world
from comity.app.commands.documents import Register
from comity.app.together import AT_MOST, NotWritten, Together, Waiting
from comity.store.ledger import Act, append
from comity.store.models import Document, LedgerEntry, LedgerTip


@pytest.fixture
def together(transactional_db):
    make_world()
    return Together()


def entry(key):
    act = Act(
        verb="document.register",
        actor="a-person",
        at=AT,
        key=key,
        changes=(),
        outcome={},
        subject="a-subject",
        classification="general",
    )
    return lambda edge: append(act, edge, KEY)


def refused_after_writing(edge):
    entry("refused")(edge)
    raise ValueError("refused")


def waiting(together, work):
    one = Waiting(work, contextvars.copy_context())
    together._waiting.append(one)
    return one


def test_a_refusal_undoes_its_act_alone(together):
    first = waiting(together, entry("first-key"))
    refused = waiting(together, refused_after_writing)
    assert together.do(entry("last-key")) == 1
    assert first.ended.result() == 0
    with pytest.raises(ValueError, match="refused"):
        refused.ended.result()
    assert list(LedgerEntry.objects.order_by("sequence").values_list("sequence", flat=True)) == [0, 1]
    assert LedgerTip.objects.get().size == 2


def test_those_that_wait_are_done_in_the_order_in_which_they_were_sent_however_many(together):
    many = [waiting(together, entry(f"key-{number:04d}")) for number in range(2 * AT_MOST + 1)]
    assert together.do(entry("mine-at-last")) == len(many)
    assert [one.ended.result() for one in many] == list(range(len(many)))


def test_an_act_that_broke_its_transaction_is_not_acknowledged(together):
    def broken(edge):
        entry("broken")(edge)
        transaction.set_rollback(True)

    with pytest.raises(NotWritten):
        together.do(broken)
    assert not LedgerEntry.objects.exists()


def test_where_the_transaction_can_not_be_completed_nobody_is_told_that_it_was_done(together, monkeypatch):
    first = waiting(together, entry("first-key"))
    monkeypatch.setattr(connection, "_commit", lambda: (_ for _ in ()).throw(NotWritten("the disk is full")))
    with pytest.raises(NotWritten):
        together.do(entry("last-key"))
    monkeypatch.undo()
    with pytest.raises(NotWritten):
        first.ended.result()
    assert not LedgerEntry.objects.exists()


def test_an_act_inside_the_caller_s_transaction_is_done_alone(together):
    other = waiting(together, entry("other-key"))
    with transaction.atomic():
        together.do(entry("mine-alone"))
    assert not other.ended.done()


def test_each_act_speaks_the_language_of_who_sent_it(together):
    with translation.override("ru"):
        russian = waiting(together, lambda edge: translation.get_language())
    with translation.override("zh-hans"):
        assert together.do(lambda edge: translation.get_language()) == "zh-hans"
    assert russian.ended.result() == "ru"


def test_a_second_press_of_the_same_form_is_the_same_act(transactional_db):
    world = make_world()
    command = Register(symbol="A/1", title={"en": "One", "ru": "Один", "zh": "一"}, date=AT.date())
    first = world.act(OFFICER, command, key="the-same-form")
    again = world.act(OFFICER, command, key="the-same-form")
    assert (again.sequence, again.again) == (first.sequence, True)
    assert Document.objects.count() == 1


def test_an_act_that_is_sent_twice_at_one_moment_is_done_once(together):
    first = waiting(together, entry("the-same-key"))
    other = waiting(together, entry("another-key"))
    with pytest.raises(IntegrityError):
        together.do(entry("the-same-key"))
    assert (first.ended.result(), other.ended.result()) == (0, 1)
    assert LedgerEntry.objects.count() == LedgerTip.objects.get().size == 2


def test_the_entries_of_a_transaction_are_written_by_as_many_statements_as_one_entry(
    together, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as alone:
        together.do(entry("a-key-alone"))
    for number in range(4):
        waiting(together, entry(f"key-{number:04d}"))
    savepoints = 2 * 4
    with django_assert_num_queries(len(alone) + savepoints):
        together.do(entry("mine-at-last"))
