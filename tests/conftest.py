"""What holds for every test: that a machine is busy is no reason to fail."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("xieshang", deadline=None)
settings.load_profile("xieshang")


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C is heard, even where the tests run in the background or Spark listens to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
