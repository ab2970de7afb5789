"""The tables are complete and consistent."""

from collections import Counter

import pytest

from bonghwa.understanding.shell import Verdict, judge
from bonghwa.understanding.shell.catalogue import CATALOGUE, FAMILIES
from bonghwa.understanding.shell.judges.registry import JUDGES
from bonghwa.understanding.shell.programs import canonical
from bonghwa.understanding.shell.rules.model import Rule

EFFECTS = {
    "write",
    "read",
    "run",
    "host",
    "value",
    "flag",
    "changes",
    "forbidden",
    "reads",
    "removes",
    "lists",
}


def rules(rule: Rule) -> list[Rule]:
    inner = [found for verb in (rule.verbs or {}).values() for found in rules(verb)]
    return [rule, *inner]


def test_no_program_stands_in_two_families() -> None:
    counted = Counter(name for family in FAMILIES for name in family)
    assert [name for name, times in counted.items() if times > 1] == []


def test_every_named_judge_exists_and_is_used() -> None:
    named = {rule.check for top in CATALOGUE.values() for rule in rules(top) if rule.check}
    assert named == set(JUDGES)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_rule_is_well_formed(name: str) -> None:
    for rule in rules(CATALOGUE[name]):
        assert rule.plain is Verdict.READ_ONLY or rule.why
        for option, effect in rule.options.items():
            kind = effect.split(" ")[0].rstrip("=")
            assert kind in EFFECTS, (option, effect)
            assert option
            assert kind not in {"changes", "forbidden"} or " " in effect


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_program_name_is_reached(name: str) -> None:
    assert canonical(name) in CATALOGUE


@pytest.mark.parametrize(
    "name", sorted(name for name, rule in CATALOGUE.items() if rule.plain is not Verdict.READ_ONLY)
)
def test_a_changing_program_is_never_reading(name: str) -> None:
    assert judge(f"{name} x y").verdict is not Verdict.READ_ONLY
    assert judge(name).verdict is not Verdict.READ_ONLY


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_writing_options_of_every_program_are_noticed(name: str) -> None:
    rule = CATALOGUE[name]
    for option, effect in rule.options.items():
        if (
            effect.split(" ")[0].rstrip("=") in {"write", "run", "changes", "forbidden"}
            and rule.verbs is None
            and rule.style != "raw"
        ):
            assert judge(f"{name} {option} /app/x").verdict is not Verdict.READ_ONLY, option
