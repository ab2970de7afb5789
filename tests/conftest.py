"""What all tests may ask for: migrated stores on both databases, and a clock that they turn."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.stores import Postgresql, SqliteFiles, running_postgresql
from tests.world import World, build_world

import bonghwa.app as _every_table  # noqa: F401  # importing the composition root registers all tables
from bonghwa.store.store import Store

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


class TurnedClock:
    """A clock that stands still until it is turned."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> datetime:
        """Go on by a timedelta given as its arguments."""
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database: the test runs once for each kind."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        yield files.database(tmp_path)
        return
    server: Postgresql = request.getfixturevalue("postgresql")
    yield server.emptied()


@pytest.fixture
async def store(database_url: str, clock: TurnedClock) -> AsyncIterator[Store]:
    opened = Store(database_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def world(store: Store) -> World:
    """Two institutions with people, servers and agents, in the store."""
    return await build_world(store)
