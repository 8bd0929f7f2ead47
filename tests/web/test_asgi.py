"""What the server's door makes of a connection: a form that did not come whole is no form."""

import asyncio

import pytest

from comity.site import asgi

SCOPE = {"type": "http", "method": "POST", "path": "/questions/a-question/statement/"}


@pytest.fixture
def asked(monkeypatch):
    bodies = []

    async def pages(scope, receive, send):
        bodies.append((await receive())["body"])

    monkeypatch.setattr(asgi, "pages", pages)
    return bodies


def connect(*messages):
    sent, coming = [], iter(messages)

    async def receive():
        return next(coming)

    async def send(message):
        sent.append(message)

    asyncio.run(asgi.application(SCOPE, receive, send))
    return sent


def part(body, *, more):
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_is_given_whole_in_however_many_parts_it_comes(asked):
    connect(part(b"camp=", more=True), part(b"yes", more=False))
    assert asked == [b"camp=yes"]


def test_who_is_gone_before_the_end_has_sent_nothing(asked):
    assert connect(part(b"text=WE+OPPOSE+THIS", more=True), {"type": "http.disconnect"}) == []
    assert asked == []


def test_what_is_too_large_is_refused_before_any_page_sees_it(asked):
    sent = connect(*(part(b"x" * 1024 * 1024, more=True) for _number in range(6)))
    assert sent[0]["status"] == 413
    assert asked == []
