"""The form in which the tables say what a program does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bonghwa.understanding.shell.verdict import CHANGES, FORBIDDEN, READ_ONLY, Verdict


class Operands(Enum):
    """What the plain arguments of a program are."""

    NAMES = "names or text that nothing is done to"
    METADATA = "paths of which only names, sizes or times are shown"
    FILES = "files whose content is shown"
    PATTERN_FILES = "a pattern, then files whose content is shown"
    TREES = "directories whose whole content is shown"
    WRITES = "paths that are written"
    REMOVES = "paths that are removed"
    HOSTS = "network destinations"
    SERVICES = "services"
    PROCESSES = "processes"
    PACKAGES = "packages"
    CONTAINERS = "containers"
    DEVICES = "devices"
    ACCOUNTS = "accounts"
    COMMAND = "a command that is run"
    SCRIPT = "text that a shell runs"
    NONE = "nothing: each one is more than reading"


@dataclass(frozen=True, slots=True)
class Rule:
    """One program, or one of its verbs.

    `plain` is the verdict when no option says more and `why` its reason. `options` maps risky or meaningful options
    to an effect: `write`, `read`, `run`, `host` (what the value is), `value` (harmless), `changes …` or `forbidden …`
    with the reason, `reads` (the option makes the call read-only whatever `plain` says). `values` are further options that
    take a harmless value. With `known`, any option that is not listed anywhere counts as changing. `skip` first
    operands are names; `most` operands beyond a count count as changing. `style` is `gnu` (clusters, long names may be shortened), `single`
    (`-name value`) or `raw` (options are not looked at). `check` names a judge of its own for what a table cannot say.
    """

    plain: Verdict = READ_ONLY
    why: str = ""
    operands: Operands = Operands.NAMES
    options: Mapping[str, str] = field(default_factory=dict)
    values: frozenset[str] = frozenset()
    known: frozenset[str] | None = None
    verbs: Mapping[str, "Rule"] | None = None
    check: str = ""
    skip: int = 0
    most: int | None = None
    style: str = "gnu"


Table = Mapping[str, Rule]


def _spread(options: Mapping[str, str]) -> dict[str, str]:
    return {name: effect for names, effect in options.items() for name in names.split()}


def reads(
    operands: Operands = Operands.NAMES,
    options: Mapping[str, str] | None = None,
    *,
    values: str = "",
    known: str | None = None,
    check: str = "",
    skip: int = 0,
    most: int | None = None,
    style: str = "gnu",
) -> Rule:
    """A program or verb that only reads unless an option says otherwise."""
    return Rule(
        operands=operands,
        options=_spread(options or {}),
        values=frozenset(values.split()),
        known=None if known is None else frozenset(known.split()),
        check=check,
        skip=skip,
        most=most,
        style=style,
    )


def changes(
    why: str,
    operands: Operands = Operands.NAMES,
    options: Mapping[str, str] | None = None,
    *,
    values: str = "",
    check: str = "",
    skip: int = 0,
    style: str = "gnu",
) -> Rule:
    """A program or verb that makes a named, bounded, recoverable change."""
    return Rule(
        CHANGES,
        why,
        operands,
        _spread(options or {}),
        frozenset(values.split()),
        check=check,
        skip=skip,
        style=style,
    )


def forbids(
    why: str, options: Mapping[str, str] | None = None, *, values: str = "", style: str = "gnu"
) -> Rule:
    """A program or verb that no free command may use, except where an option makes it read-only."""
    return Rule(FORBIDDEN, why, options=_spread(options or {}), values=frozenset(values.split()), style=style)


def verbs(
    table: Mapping[str, Rule],
    options: Mapping[str, str] | None = None,
    *,
    values: str = "",
    bare: Rule | None = None,
    check: str = "",
    style: str = "gnu",
) -> Rule:
    """A program with verbs. `bare` is what it does without one; each key may list several verbs."""
    spread = {name: rule for names, rule in table.items() for name in names.split()}
    if bare is not None:
        spread[""] = bare
    return Rule(
        options=_spread(options or {}),
        values=frozenset(values.split()),
        verbs=spread,
        check=check,
        style=style,
    )


def table(entries: Mapping[str, Rule]) -> Table:
    """A table whose keys may list several names of one rule."""
    return {name: rule for names, rule in entries.items() for name in names.split()}
