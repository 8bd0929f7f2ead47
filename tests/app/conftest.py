"""What the tests of use cases share."""

import pytest

from app.world import make_world


@pytest.fixture
def world(db):
    """An organisation of eight delegations, and acts in it."""
    return make_world()
