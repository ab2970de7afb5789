"""One notification for each thing people must know; its address never reaches the log."""

import pytest
from tests.conftest import TurnedClock
from tests.world import World, open_incident

from bonghwa.store.durable import Durable
from bonghwa.store.store import Store
from bonghwa.work.notifications.sending import Sending
from bonghwa.work.notifications.service import DUPLICATE_WINDOW, content_of, mark, prepare
from bonghwa.work.reports.wording import Wording

WORDS = Wording("en", "UTC")


async def _prepare(store: Store, incident: str, kind: str = "opened") -> str | None:
    async with store.write() as tx:
        return await prepare(tx, incident, kind, address="http://127.0.0.1", wording=WORDS)


async def test_the_like_is_told_once_in_five_minutes(store: Store, world: World, clock: TurnedClock) -> None:
    incident = await open_incident(store, world.here)
    first = await _prepare(store, incident.id)
    assert first is not None
    assert await _prepare(store, incident.id) == first  # a crash before sending loses nothing
    async with store.write() as tx:
        content = await content_of(tx, first)
        assert content is not None
        assert incident.id in content[1]
        await mark(tx, first, sent=True, final=False)
        assert await content_of(tx, first) is None
    assert await _prepare(store, incident.id) is None
    assert await _prepare(store, incident.id, "finished") is not None
    clock.turn(seconds=DUPLICATE_WINDOW.total_seconds() + 1)
    assert await _prepare(store, incident.id) not in {None, first}


async def test_what_cannot_be_sent_is_kept_until_the_last_try(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    waiting = await _prepare(store, incident.id)
    assert waiting is not None
    async with store.write() as tx:
        await mark(tx, waiting, sent=False, final=False)
        assert await content_of(tx, waiting) is not None
        await mark(tx, waiting, sent=False, final=True)
        assert await content_of(tx, waiting) is None


@pytest.mark.parametrize("start", ["", "nonsense://", "json://127.0.0.1:1/", "mailto://u:"])
async def test_the_secret_of_an_address_is_never_logged(
    store: Store, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, start: str
) -> None:
    fake = "made-up-" + "token"
    sending = Sending(store, _NO_WORKFLOWS, [f"{start}{fake}"])
    assert await sending._deliver("title", "body") is False
    out, err = capfd.readouterr()
    assert fake not in out + err + caplog.text


_NO_WORKFLOWS = object.__new__(Durable)  # nothing durable is asked for here
