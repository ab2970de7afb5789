"""Every order that must be refused is, for the right reason; the one that is right is admitted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.conftest import CATALOGUE, Installation

from bonghwa.agent.admission import admit, verified_order
from bonghwa.agent.configuration import AgentConfiguration, Allowed, Host
from bonghwa.agent.refusal import Check, Refused
from bonghwa.kernel.keys import approver_key, device_key, sign
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.approval import Roster
from bonghwa.vocabulary.order import ORDER_TYPE, Order, Phase
from bonghwa.vocabulary.plan import Plan, plan_hash
from bonghwa.vocabulary.wire import TIME_TYPE


def decide(
    home: Installation,
    order: Order,
    *,
    configuration: AgentConfiguration | None = None,
    roster: Roster | None = None,
    no_roster: bool = False,
) -> Refused | None:
    """The refusal of an order whose signature held, None when it was admitted."""
    try:
        admit(
            verified_order(home.signed(order), home.order.public()),
            configuration=configuration or home.configuration(),
            catalogue=CATALOGUE,
            roster=None if no_roster else roster or home.roster(),
            now=datetime.now(UTC),
        )
    except Refused as refusal:
        return refusal
    return None


def test_an_order_that_is_right_is_admitted(installation: Installation) -> None:
    order = installation.an_order(installation.plan("test.add", "/x"))
    assert decide(installation, order) is None


Change = Callable[[Installation, Plan], dict[str, Any]]
HOUR = timedelta(hours=1)
ORDERS: dict[str, tuple[Check, str, Change]] = {
    "for another agent": (Check.TARGET, "another agent", lambda _, __: {"agent": "agent-2"}),
    "for another host": (Check.TARGET, "not one of this agent's hosts", lambda _, __: {"host": "bank-1"}),
    "claims another institution": (Check.TARGET, "belongs to", lambda _, __: {"institution": "bank"}),
    "claims another system": (Check.TARGET, "belongs to", lambda _, __: {"system": "tax"}),
    "has expired": (Check.EXPIRY, "has expired", lambda _, __: {"expires_at": datetime.now(UTC) - HOUR}),
    "comes from the future": (Check.EXPIRY, "future", lambda _, __: {"issued_at": datetime.now(UTC) + HOUR}),
    "names a time without zone": (
        Check.EXPIRY,
        "without a zone",
        lambda _, __: {"expires_at": datetime.now(UTC).replace(tzinfo=None)},
    ),
    "is of a later version": (Check.VERSION, "not understood", lambda _, __: {"version": 99}),
    "has an altered plan": (
        Check.PLAN,
        "altered",
        lambda _, plan: {"plan": msgspec.structs.replace(plan, requester="someone")},
    ),
    "has a plan without canonical form": (
        Check.PLAN,
        "no canonical form",
        lambda _, plan: {
            "plan": msgspec.structs.replace(
                plan, steps=(msgspec.structs.replace(plan.steps[0], params={"path": 2**60}),)
            )
        },
    ),
    "names no step": (Check.PLAN, "no step", lambda _, __: {"step": 1}),
    "names a negative step": (Check.PLAN, "no step", lambda _, __: {"step": -1}),
    "has no human signature": (Check.APPROVAL, "person must sign", lambda _, __: {"approvals": ()}),
    "is approved for another plan": (
        Check.APPROVAL,
        "another plan",
        lambda home, _: {"approvals": (home.approval(home.plan("test.add", "/other")),)},
    ),
    "is signed by a stranger": (
        Check.APPROVAL,
        "not on the roster",
        lambda home, plan: {"approvals": (home.approval(plan, key=approver_key()),)},
    ),
    "is approved in another's name": (
        Check.APPROVAL,
        "names another person",
        lambda home, plan: {"approvals": (home.approval(plan, approver="park"),)},
    ),
    "is approved after the plan expired": (
        Check.APPROVAL,
        "after the plan expired",
        lambda home, plan: {"approvals": (home.approval(plan, signed_at=datetime.now(UTC) + 24 * HOUR),)},
    ),
    "is approved without a zone": (
        Check.APPROVAL,
        "after the plan expired",
        lambda home, plan: {"approvals": (home.approval(plan, signed_at=datetime.now(UTC).replace(tzinfo=None)),)},
    ),
    "carries rubbish as approval": (
        Check.APPROVAL,
        "not on the roster",
        lambda _, __: {"approvals": ("", "a.b.c", "é" * 10)},
    ),
    "carries another statement by the approver": (
        Check.APPROVAL,
        "does not verify",
        lambda home, plan: {"approvals": (sign(home.approver, TIME_TYPE, {"plan_hash": plan_hash(plan)}),)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", ORDERS)
def test_an_order_is_refused_that(story: str, installation: Installation) -> None:
    check, words, change = ORDERS[story]
    plan = installation.plan("test.add", "/x")
    order = installation.an_order(plan, **change(installation, plan))
    try:
        refusal = decide(installation, order)
    except Refused as early:
        refusal = early
    assert refusal is not None
    assert (refusal.check, words in refusal.message) == (check, True), refusal.message


PLANS: dict[str, tuple[Check, str, dict[str, Any]]] = {
    "has expired": (Check.EXPIRY, "plan of the order has expired", {"expires_at": datetime.now(UTC) - HOUR}),
    "is for another agent": (Check.PLAN, "another agent or host", {"agent": "agent-2"}),
    "is for another host": (Check.PLAN, "another agent or host", {"host": "bank-1"}),
    "names an unknown action": (Check.CATALOGUE, "not in this agent's catalogue", {"action": "test.format"}),
    "names another version": (Check.CATALOGUE, "version 4", {"version": 4}),
    "has a parameter of another type": (Check.PARAMETERS, "path", {"params": {"path": 7}}),
    "has a hostile parameter": (Check.PARAMETERS, "path", {"params": {"path": "/x\n/y"}}),
    "has a parameter too many": (Check.PARAMETERS, "sudo", {"params": {"path": "/x", "sudo": True}}),
    "was requested by its approver": (Check.APPROVAL, "second person", {"requester": "kim"}),
    "plays down its risk": (Check.APPROVAL, "person must sign", {"risk": Risk.READ}),
}


@pytest.mark.parametrize("story", PLANS)
def test_a_plan_is_refused_that(story: str, installation: Installation) -> None:
    check, words, changes = PLANS[story]
    plan = installation.plan("test.add", "/x", **changes)
    approvals = () if story.startswith("plays") else (installation.approval(plan),)
    refusal = decide(installation, installation.an_order(plan, approvals=approvals))
    assert refusal is not None
    assert (refusal.check, words in refusal.message) == (check, True), refusal.message


ROSTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "of another institution": ("may not approve for", {"institution": "bank"}),
    "of another system": ("may not approve for", {"institution": "city", "system": "tax"}),
    "of lower risk only": ("may not approve what is disruptive", {"highest_risk": Risk.REVERSIBLE}),
    "with another key under this id": ("does not verify", {"jwk": approver_key().jwk()}),
    "with a broken key": ("does not verify", {"jwk": {"kty": "EC"}}),
}


@pytest.mark.parametrize("story", ROSTERS)
def test_no_approval_counts_by_a_roster_entry(story: str, installation: Installation) -> None:
    words, changes = ROSTERS[story]
    roster = installation.roster(installation.roster_entry(**changes))
    order = installation.an_order(installation.plan("test.add", "/x"))
    refusal = decide(installation, order, roster=roster)
    assert refusal is not None
    assert (refusal.check, words in refusal.message) == (Check.APPROVAL, True), refusal.message


def test_nothing_disruptive_runs_before_a_roster_came(installation: Installation) -> None:
    refusal = decide(installation, installation.an_order(installation.plan("test.add", "/x")), no_roster=True)
    assert refusal is not None
    assert refusal.check is Check.APPROVAL


def test_one_good_approval_among_bad_ones_is_enough(installation: Installation) -> None:
    plan = installation.plan("test.add", "/x")
    approvals = ("rubbish", installation.approval(plan, key=approver_key()), installation.approval(plan))
    assert decide(installation, installation.an_order(plan, approvals=approvals)) is None


def test_agent_toml_has_the_last_word(installation: Installation) -> None:
    order = installation.an_order(installation.plan("test.add", "/x"))
    other = installation.configuration(allow=Allowed(actions=("service.*",), highest_risk=Risk.DESTRUCTIVE))
    lower = installation.configuration(allow=Allowed(actions=("*",), highest_risk=Risk.REVERSIBLE))
    stranger = installation.configuration(host=(Host(code="shop-1", institution="bank", system="shop"),))
    found = [decide(installation, order, configuration=c) for c in (other, lower, stranger)]
    assert [refusal.check if refusal else None for refusal in found] == [
        Check.ALLOWED,
        Check.RISK,
        Check.TARGET,
    ]


def test_a_look_at_something_disruptive_needs_neither_person_nor_risk(installation: Installation) -> None:
    readers = installation.configuration(allow=Allowed(actions=("test.add",), highest_risk=Risk.READ))
    order = installation.an_order(installation.plan("test.add", "/x"), phase=Phase.LOOK, approvals=())
    assert decide(installation, order, configuration=readers, no_roster=True) is None


@pytest.mark.parametrize(
    "story", ["another key", "another purpose", "altered", "an approver's key", "rubbish"]
)
def test_an_order_is_not_believed_that_is_signed_with(story: str, installation: Installation) -> None:
    order = installation.an_order(installation.plan("test.add", "/x"))
    good = installation.signed(order)
    token = {
        "another key": installation.signed(order, device_key()),
        "another purpose": sign(installation.order, TIME_TYPE, order),
        "altered": good.replace(good.split(".")[1], installation.signed(installation.an_order(order.plan)).split(".")[1]),
        "an approver's key": installation.signed(order, approver_key()),
        "rubbish": "a.b.c",
    }[story]  # fmt: skip
    assert token != good
    with pytest.raises(Refused, match="not signed by the pinned order key") as refused:
        verified_order(token, installation.order.public())
    assert refused.value.check is Check.SIGNATURE
    assert verified_order(good, installation.order.public()) == order


ORDER_KEY = device_key()


@given(token=st.one_of(st.text(), st.from_regex(r"[\w-]{0,20}\.[\w-]{0,20}\.[\w-]{0,20}")))
def test_no_text_at_all_is_taken_for_an_order(token: str) -> None:
    with pytest.raises(Refused):
        verified_order(token, ORDER_KEY.public())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


@given(statement=JSON)
def test_no_statement_that_is_no_order_is_taken_for_one(statement: Any) -> None:
    with pytest.raises(Refused):
        verified_order(sign(ORDER_KEY, ORDER_TYPE, statement), ORDER_KEY.public())
