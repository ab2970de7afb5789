"""Whoever holds the order key still cannot turn the time back, wear the journal out, or reach every folder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.agent.conftest import Installation, installation
from tests.unit.agent.test_admission import decide

from bonghwa.agent.configuration import Allowed
from bonghwa.agent.journal import KEEP, Journal, Receipt
from bonghwa.agent.refusal import Check
from bonghwa.agent.server_clock import MOST_BEHIND, ServerClock
from bonghwa.kernel.keys import device_key, sign
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.order import OrderResult, OrderStatus
from bonghwa.vocabulary.wire import TIME_TYPE, TimeStatement

__all__ = ["installation"]


def _told(at: datetime) -> ServerClock:
    clock, key = ServerClock(), device_key()
    statement = TimeStatement(nonce="n", agent="a", at=at)
    clock.learn(sign(key, TIME_TYPE, statement), key=key.public(), agent="a", nonce="n", asked=0.0)
    return clock


def test_the_time_is_not_turned_back_to_when_an_old_approval_held() -> None:
    now = datetime.now(UTC)
    assert _told(now - timedelta(days=400)).now() > now - MOST_BEHIND - timedelta(minutes=1)


def test_a_time_in_the_far_future_does_not_make_the_agent_forget_what_was_done(
    installation: Installation, tmp_path: Path
) -> None:
    journal = Journal(tmp_path / "journal.db")
    order = installation.an_order(installation.plan("test.add", "/x"))
    assert journal.receive(order) is Receipt.NEW
    journal.finish(OrderResult(order=order.id, status=OrderStatus.SUCCEEDED, reason=""))
    journal.reported([order.id])
    journal.prune(_told(datetime.now(UTC) + 10 * KEEP).certain())
    again = installation.an_order(order.plan, id="another", nonce="another")
    assert journal.receive(again) is Receipt.REPLAYED
    journal.close()


@pytest.mark.parametrize(
    ("path", "admitted"),
    [
        ("/srv/shop/logs", True),
        ("/srv/shop", True),
        ("/etc", False),
        ("/srv/shopkeeper", False),
        ("/srv/shop/../../etc", False),
    ],
)
def test_what_acts_stays_below_the_allowed_paths(
    installation: Installation, *, path: str, admitted: bool
) -> None:
    allow = Allowed(actions=("test.*",), highest_risk=Risk.DISRUPTIVE, paths=("/srv/shop/",))
    order = installation.an_order(installation.plan("test.add", path))
    refusal = decide(installation, order, configuration=installation.configuration(allow=allow))
    assert (refusal is None) is admitted
    assert refusal is None or refusal.check is Check.ALLOWED
