"""The hash of a plan is what people sign: it is fixed, and everything in the plan is in it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.plan import Plan, PlanStep, plan_hash

STEP = PlanStep(
    action="service.restart",
    version=2,
    params={"service": "shop", "port": 8080, "paths": ["/a", "/b"]},
    agent="01890000-0000-7000-8000-000000000001",
    host="shop-1",
    risk=Risk.DISRUPTIVE,
    look_digest="ab" * 32,
)
PLAN = Plan(
    id="01890000-0000-7000-8000-000000000002",
    steps=(STEP, msgspec.structs.replace(STEP, action="service.status", risk=Risk.READ, look_digest=None)),
    requester="system",
    expires_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
)
GOLDEN = "76fa1b72fd94f3df997fa1d94254ff136cb710fadd5dab06878d4e95244bfa5d"


def test_the_hash_of_a_known_plan_is_known() -> None:
    assert plan_hash(PLAN) == GOLDEN


def test_the_hash_survives_being_stored_as_json() -> None:
    stored = msgspec.convert(msgspec.json.decode(msgspec.json.encode(PLAN)), Plan)
    assert plan_hash(stored) == GOLDEN


CHANGES: list[dict[str, Any]] = [
    {"id": "x"},
    {"requester": "ann"},
    {"expires_at": PLAN.expires_at + timedelta(microseconds=1)},
    {"steps": PLAN.steps[::-1]},
    {"steps": PLAN.steps[:1]},
    {"steps": ()},
]
STEP_CHANGES: list[dict[str, Any]] = [
    {"action": "service.stop"},
    {"version": 3},
    {"params": {"service": "shop", "port": 8081, "paths": ["/a", "/b"]}},
    {"params": {"service": "shop", "port": 8080, "paths": ["/b", "/a"]}},
    {"params": {"service": "shop", "port": 8080}},
    {"agent": "x"},
    {"host": "shop-2"},
    {"risk": Risk.DESTRUCTIVE},
    {"look_digest": None},
]


def test_the_lists_below_touch_every_field() -> None:
    assert {name for change in CHANGES for name in change} == set(Plan.__struct_fields__)
    assert {name for change in STEP_CHANGES for name in change} == set(PlanStep.__struct_fields__)


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_the_plan_changes_the_hash(change: dict[str, Any]) -> None:
    assert plan_hash(msgspec.structs.replace(PLAN, **change)) != GOLDEN


@pytest.mark.parametrize("change", STEP_CHANGES)
def test_any_change_of_a_step_changes_the_hash(change: dict[str, Any]) -> None:
    changed = msgspec.structs.replace(STEP, **change)
    assert plan_hash(msgspec.structs.replace(PLAN, steps=(changed, PLAN.steps[1]))) != GOLDEN


def test_the_order_of_parameters_means_nothing() -> None:
    turned = msgspec.structs.replace(STEP, params=dict(reversed(STEP.params.items())))
    assert plan_hash(msgspec.structs.replace(PLAN, steps=(turned, PLAN.steps[1]))) == GOLDEN


def test_the_riskiest_step_decides() -> None:
    assert PLAN.risk is Risk.DISRUPTIVE
    assert msgspec.structs.replace(PLAN, steps=()).risk is Risk.READ
