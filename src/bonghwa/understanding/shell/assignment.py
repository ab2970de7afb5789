"""Variables that are set: harmless ones, and those that make other programs do something else."""

import re

from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court
from bonghwa.understanding.shell.rules.variables import HARMLESS_SETTINGS, HIJACKING_SETTINGS
from bonghwa.understanding.shell.words import Word

_HIJACKING = re.compile(HIJACKING_SETTINGS)
_HARMLESS = re.compile(HARMLESS_SETTINGS)
_RUNS_SOMETHING = re.compile(r"\$\(|`")
_PAGER_OFF = frozenset({"", "cat", "/bin/cat", "/usr/bin/cat"})


def known_value(court: Court, name: str) -> bool:
    """Whether `name` is set in only one place of the whole line, so that its value is certain afterwards."""
    return len(re.findall(rf"(?<![$\w{{#!%]){re.escape(name)}(?!\w)", court.source)) <= 1


def assign(court: Court, call: Call, name: str, value: str, *, exported: bool, program: str) -> None:
    """Judge `name=value`; `exported` when a program will see it (before a command, or by `export`)."""
    if name == "IFS":
        if program not in {"read", "mapfile", "readarray"} and value not in {"", "\n"}:
            court.forbid(call, "it changes how words are split, which hides the words of the command")
    elif _HIJACKING.match(name):
        if not (name.endswith("PAGER") and value in _PAGER_OFF):
            court.forbid(call, f"“{name}” makes other programs load, run or trust something else")
    elif exported and not _HARMLESS.match(name):
        court.changes(call, f"the setting “{name}” is not known to be harmless")
    if name == "PGHOST":
        court.reach(Word(value, value), call)
    if _RUNS_SOMETHING.search(value):
        court.forbid(call, f"“{name}” holds command text that something else may run")
    scope = court.scope
    if exported and program not in {"export", ""}:
        return
    if known_value(court, name):
        scope.values[name] = value
    else:
        scope.values.pop(name, None)
        scope.tame.discard(name)
