"""A database that was migrated from nothing is exactly what the tables say."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.conftest import BOTH
from tests.stores import Postgresql

from bonghwa.store.migrate import synchronous_url, upgrade
from bonghwa.store.tables import metadata


def _differences(url: str) -> list[Any]:
    engine = sa.create_engine(synchronous_url(url))
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return [
                difference
                for difference in compare_metadata(context, metadata)
                if "alembic_version" not in str(difference)
            ]
    finally:
        engine.dispose()


def test_a_migrated_database_equals_the_tables(database_url: str) -> None:
    assert _differences(database_url) == []


@pytest.mark.parametrize("kind", BOTH)
async def test_migrating_twice_changes_nothing(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'fresh.db'}"
        await upgrade(url)
        await upgrade(url)
        assert _differences(url) == []
        return
    server: Postgresql = request.getfixturevalue("postgresql")
    with server.blank() as url:
        await upgrade(url)
        await upgrade(url)
        assert _differences(url) == []
