"""Somebody has stolen the server's order key and speaks to the agent in its place. Looking works, as it would for the
server; nothing disruptive does without an approver's own signature for exactly this."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.scenarios.audit import assert_audit_intact
from tests.scenarios.gate import Gate
from tests.scenarios.journal import AgentJournal
from tests.scenarios.player import Player
from tests.scenarios.thief import Thief

from bonghwa.demo.faults import Fault, inject
from bonghwa.demo.furniture import services_of
from bonghwa.demo.stage import Stage, until_ready
from bonghwa.flow.diagnoses.collection import service_params
from bonghwa.kernel.keys import SigningKey, approver_key, device_key, sign
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ROSTER_TYPE, ApprovalStatement, Roster, RosterEntry
from bonghwa.vocabulary.order import Order, OrderResult, OrderStatus, Phase
from bonghwa.vocabulary.plan import Plan, plan_hash
from bonghwa.vocabulary.wire import NewRoster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def signature(key: SigningKey, person: str, plan: Plan) -> str:
    statement = ApprovalStatement(
        plan_hash=plan_hash(plan), approver=person, key_id=key.id, signed_at=datetime.now(UTC)
    )
    return sign(key, APPROVAL_TYPE, statement)


def refused(result: OrderResult, check: str) -> bool:
    assert result.status is OrderStatus.REFUSED, result
    assert f"check: {check}" in result.reason, result
    return True


async def test_a_stolen_order_key_reads_but_changes_nothing(player: Player) -> None:
    stage, startup = player.stage, Gate(player.stage.shop, "startup")
    case = await player.broken()
    await player.approve(case)
    assert (await player.finished(case))["status"] == "succeeded"
    done = msgspec.convert(AgentJournal(stage).runs()[-1]["order"], Order)
    first = msgspec.convert(AgentJournal(stage).runs()[-1]["result"], OrderResult)
    await stage.server.stop()
    async with Thief.in_place_of(stage) as thief:
        await looking_works(thief, stage)
        await nobody_signed(thief, stage)
        await an_invented_approver_signed(thief, stage, player.person["id"])
        await the_signature_is_for_another_plan(thief, stage, done)
        await the_approver_is_the_requester(thief, stage, player.person["id"])
        assert startup.calls == 1

        # The very order that was carried out, again: its first result, and nothing else.
        replayed = await thief.result_of(done)
        assert (replayed.status, replayed.finished_at) == (OrderStatus.SUCCEEDED, first.finished_at)
        assert startup.calls == 1

        # The same approved plan in a fresh order, with everything broken as it was when it was approved.
        again = msgspec.structs.replace(done, nonce="used-before-" + done.nonce)
        assert refused(await thief.result_of(again), "replay")
        await inject(stage.shop, Fault.WORKER)
        reused = thief.order(done.plan, approvals=done.approvals)
        assert refused(await thief.result_of(reused), "replay")
        assert startup.calls == 1
    await stage.server.start()
    await until_ready(stage.address, stage.server)
    await assert_audit_intact(stage)


async def looking_works(thief: Thief, stage: Stage) -> None:
    worker = services_of(stage.shop)[0]
    look = thief.order(thief.plan("service.restart", service_params(worker)), phase=Phase.LOOK)
    seen = await thief.result_of(look)
    assert seen.status is OrderStatus.SUCCEEDED
    assert seen.before is not None
    assert seen.before["activity"] == "active"


async def nobody_signed(thief: Thief, stage: Stage) -> None:
    params = service_params(services_of(stage.shop)[0])
    assert refused(await thief.result_of(thief.order(thief.plan("service.restart", params))), "approval")
    belittled = thief.plan("service.restart", params, risk=Risk.READ)
    assert refused(await thief.result_of(thief.order(belittled)), "approval")


async def an_invented_approver_signed(thief: Thief, stage: Stage, approver: str) -> None:
    """With a key of the thief's own, also when a roster of the thief's own names it."""
    invented, params = approver_key(), service_params(services_of(stage.shop)[0])
    plan = thief.plan("service.restart", params)
    approvals = ("no.signature.atall", signature(invented, approver, plan))
    assert refused(await thief.result_of(thief.order(plan, approvals=approvals)), "approval")
    entry = RosterEntry(person=approver, name="invented", key_id=invented.id, jwk=invented.jwk())
    roster = Roster(serial=1_000, issued_at=datetime.now(UTC), entries=(entry,))
    for key in (thief.order_key, device_key()):
        await thief.say(NewRoster(sign(key, ROSTER_TYPE, roster)))
    plan = thief.plan("service.restart", params)
    approvals = ("", signature(invented, approver, plan))
    assert refused(await thief.result_of(thief.order(plan, approvals=approvals)), "approval")


async def the_signature_is_for_another_plan(thief: Thief, stage: Stage, done: Order) -> None:
    """A true signature of a true approver, taken from an order that was carried out."""
    longer = msgspec.structs.replace(done.plan, expires_at=done.plan.expires_at + timedelta(minutes=1))
    altered = thief.order(longer, approvals=done.approvals)
    assert refused(await thief.result_of(altered), "approval")
    shown = thief.plan("service.status", service_params(services_of(stage.shop)[0]))
    hidden = msgspec.structs.replace(thief.order(longer), plan_hash=plan_hash(shown))
    assert refused(await thief.result_of(hidden), "plan")


async def the_approver_is_the_requester(thief: Thief, stage: Stage, approver: str) -> None:
    plan = thief.plan("service.restart", service_params(services_of(stage.shop)[0]))
    plan = msgspec.structs.replace(plan, requester=approver)
    approvals = (signature(stage.approver_key, approver, plan),)
    assert refused(await thief.result_of(thief.order(plan, approvals=approvals)), "approval")
