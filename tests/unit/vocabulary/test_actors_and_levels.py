"""Who may what where; which level a severity number has; how a look is bound into a plan."""

from collections.abc import Sequence
from typing import ClassVar

import pytest

from bonghwa.kernel.errors import Invalid
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.actor import PERMISSIONS, SYSTEM, Actor, ActorKind, Grant, Permission, Role
from bonghwa.vocabulary.program import Output, Program, posix_script
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.values import Code, Values, decode_as


def _person(*grants: Grant) -> Actor:
    return Actor(id="p", kind=ActorKind.PERSON, login="p", grants=grants)


@pytest.mark.parametrize(
    ("grant", "where", "allowed"),
    [
        (Grant(Role.OPERATOR), ("a", "b"), "yes"),
        (Grant(Role.OPERATOR), (None, None), "yes"),
        (Grant(Role.OPERATOR, "a"), ("a", "b"), "yes"),
        (Grant(Role.OPERATOR, "a"), ("b", "b"), ""),
        (Grant(Role.OPERATOR, "a"), (None, None), ""),
        (Grant(Role.OPERATOR, "a", "b"), ("a", "b"), "yes"),
        (Grant(Role.OPERATOR, "a", "b"), ("a", "c"), ""),
        (Grant(Role.OPERATOR, "a", "b"), ("a", None), ""),
        (Grant(Role.DEVELOPER), ("a", "b"), ""),
    ],
)
def test_a_grant_reaches_as_far_as_its_place(
    grant: Grant, where: tuple[str | None, str | None], allowed: str
) -> None:
    assert _person(grant).may(Permission.OPERATE, *where) is bool(allowed)


def test_administrators_neither_approve_nor_read_raw_text() -> None:
    assert set(Permission) - PERMISSIONS[Role.ADMIN] == {Permission.APPROVE, Permission.RAW_READ}
    assert PERMISSIONS.keys() == set(Role)
    assert all(Permission.READ in held for held in PERMISSIONS.values())
    assert not _person().may_somewhere(Permission.READ)
    assert SYSTEM.may(Permission.APPROVE, "a", "b")


def test_severity_numbers_fall_into_four_levels() -> None:
    levels = [Level.of_severity_number(number) for number in range(-1, 30)]
    assert [level.rank for level in levels] == sorted(level.rank for level in levels)
    assert [Level.of_severity_number(n) for n in (9, 13, 17, 21)] == [
        Level.INFO,
        Level.WARNING,
        Level.HIGH,
        Level.CRITICAL,
    ]
    assert [risk.rank for risk in Risk] == [0, 1, 2, 3]


class _Params(Values, frozen=True):
    name: Code


class _State(Values, frozen=True):
    lines: tuple[str, ...]
    seconds: int = 0


class _Count(Action[_Params, _State]):
    name, risk = "test.count", Risk.READ
    params: ClassVar[type[Values]] = _Params
    state: ClassVar[type[Values]] = _State

    def look(self, p: _Params) -> Program:
        return posix_script("wc", p.name)

    def read(self, p: _Params, output: Output) -> _State:
        return _State(lines=tuple(output.stdout.splitlines()))

    def judge(self, p: _Params, before: _State, after: _State) -> Outcome:
        return Outcome(Verdict.SUCCEEDED, "counted")

    def material(self, s: _State) -> Sequence[str]:
        return s.lines


def test_only_the_material_part_of_a_look_is_bound_into_the_plan() -> None:
    action = _Count()
    digest = action.look_digest(_State(lines=("a",), seconds=1))
    assert digest == action.look_digest(_State(lines=("a",), seconds=99))
    assert digest != action.look_digest(_State(lines=("b",), seconds=1))
    assert list(action.act(_Params(name="a"), _State(lines=()))) == []


@pytest.mark.parametrize(
    "raw",
    [{}, {"name": "-rf"}, {"name": "a b"}, {"name": "a", "more": 1}, {"name": 5}, [], None, {"name": "a\n"}],
)
def test_parameters_from_outside_are_checked(raw: object) -> None:
    with pytest.raises(Invalid, match=r"test\.count"):
        _Count().parse_params(raw)


def test_parameters_travel_as_arguments_and_never_in_the_script() -> None:
    program = _Count().look(_Count().parse_params({"name": "shop-1"}))
    assert program.argv[-1] == "shop-1"
    assert "shop-1" not in program.stdin


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b'{"name":1}'])
def test_broken_json_is_named(body: bytes) -> None:
    with pytest.raises(Invalid, match="the file"):
        decode_as(body, _Params, what="the file")
