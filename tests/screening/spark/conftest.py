"""One Spark on this machine for all tests of this folder: it takes seconds to start."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.screening.spark.available import why_unavailable


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Versions of pandas that PySpark doesn't know yet are no fault of ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(
                pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
            )


@pytest.fixture(scope="session")
def spark_of_all() -> Iterator[Any]:
    reason = why_unavailable()
    if reason is not None:
        pytest.skip(reason)
    from engine.screening.spark.session import started

    with started("local[2]") as session:
        yield session


@pytest.fixture
def spark(spark_of_all: Any) -> Iterator[Any]:
    """The session, with its settings as they were."""
    settings = "spark.sql.files.maxPartitionBytes", "spark.sql.files.openCostInBytes"
    yield spark_of_all
    for name in (*settings, "spark.sql.files.minPartitionNum"):
        spark_of_all.conf.unset(name)
