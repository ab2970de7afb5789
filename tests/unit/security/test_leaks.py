"""What must not come out: values of failed statements, database files, lines that a log adds to a mail."""

import stat
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
import structlog
from tests.conftest import TurnedClock
from tests.world import World, open_incident

from bonghwa.flow.incidents.tables import incidents
from bonghwa.kernel.errors import Conflict
from bonghwa.kernel.logging import configure_logging, get_logger
from bonghwa.registry.fleet.inventory import add_service
from bonghwa.registry.fleet.model import Service
from bonghwa.registry.people.tables import setup_links
from bonghwa.store.durable import _sqlite
from bonghwa.store.engine import sqlite_url
from bonghwa.store.migrate import _upgrade
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.work.notifications.service import content_of, prepare
from bonghwa.work.reports.wording import Wording


async def test_a_failed_statement_does_not_tell_its_values(store: Store, clock: TurnedClock) -> None:
    values = {"token_hash": "made-up-hash-of-a-secret", "expires_at": clock.now()}
    async with store.write() as tx:
        await tx.execute(setup_links.insert().values(values))
    async with store.read() as tx:
        with pytest.raises(sa.exc.IntegrityError) as told:
            await tx.execute(setup_links.insert().values(values))
    assert "[SQL parameters hidden" in str(told.value)


def test_database_files_are_their_owners_even_in_an_open_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    _upgrade(sqlite_url(tmp_path / "new.db"))
    _sqlite(f"sqlite:///{tmp_path / 'workflows.db'}").dispose()
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


async def test_a_log_line_adds_no_line_to_the_title_of_a_mail(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    async with store.write() as tx:
        title = "down\r\nBcc: everybody@evil.example\u2028\u202e\x1b[2J"
        await tx.execute(incidents.update().where(incidents.c.id == incident.id).values(title=title))
        written = await prepare(tx, incident.id, "opened", address="http://x", wording=Wording("en", "UTC"))
        assert written is not None
        content = await content_of(tx, written)
    assert content is not None
    assert content[0].isprintable()
    assert "\nBcc" not in content[1]


async def test_a_service_is_not_hung_on_the_server_of_others(store: Store, world: World) -> None:
    foreign = Service(
        server=world.there.server,
        code="shop2",
        institution=world.here.institution,
        system=world.here.system,
        name="Foreign",
    )
    async with store.write() as tx:
        with pytest.raises(Conflict):
            await add_service(tx, world.actor("root"), foreign)
        own = msgspec.structs.replace(foreign, server=world.here.server)
        assert (await add_service(tx, SYSTEM, own)).server == world.here.server


def test_a_secret_in_a_list_of_our_own_log_is_masked(capfd: pytest.CaptureFixture[str]) -> None:
    secret = "hunter2" * 3
    configure_logging()
    try:
        get_logger("test").warning("told", lines=[f"password={secret}", {"also": (f"password={secret}", 7)}])
    finally:
        structlog.reset_defaults()
    told = capfd.readouterr().err
    assert '"event": "told"' in told
    assert secret not in told
