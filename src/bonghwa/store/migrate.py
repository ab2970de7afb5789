"""Bringing a database to the newest schema, at every start, inside one transaction where the database can."""

import asyncio
from importlib.resources import files

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bonghwa.store.engine import keep_private

FOLDER = str(files("bonghwa.store").joinpath("migrations"))


def synchronous_url(url: str) -> str:
    """The same database through a driver that Alembic can use."""
    return url.replace("sqlite+aiosqlite:", "sqlite:").replace("postgresql+asyncpg:", "postgresql+psycopg:")


async def upgrade(url: str) -> None:
    """Apply every migration that is missing."""
    await asyncio.to_thread(_upgrade, url)


def _upgrade(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", FOLDER)
    keep_private(url)
    engine = sa.create_engine(synchronous_url(url), hide_parameters=True)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
