"""Splits the arguments of a program into options with values and plain operands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bonghwa.understanding.shell.rules.model import Rule
from bonghwa.understanding.shell.words import Word

_TAKES_VALUE = frozenset({"write", "read", "run", "host", "value"})


@dataclass(slots=True)
class Split:
    """Options in order with their values (None for flags), and operands."""

    options: list[tuple[str, Word | None]] = field(default_factory=list)
    operands: list[Word] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    rest: int = 0

    def has(self, *names: str) -> bool:
        """Whether one of the options is given."""
        return any(name in names for name, _ in self.options)

    def value(self, *names: str) -> Word | None:
        """The last value given to one of the options."""
        return next((value for name, value in reversed(self.options) if name in names), None)


def takes_value(rule: Rule, option: str) -> bool:
    """Whether `option` is followed by a value."""
    return (
        option in rule.values
        or rule.options.get(option, "").split(" ", 1)[0].rstrip("=") in _TAKES_VALUE
        or (rule.options.get(option, "").startswith(("changes= ", "forbidden= ")))
    )


def split(rule: Rule, args: Sequence[Word], *, leading: bool = False) -> Split:
    """The arguments by the rule's option style; with `leading`, options end at the first operand.

    A word whose beginning is unknown counts as an operand; the caller decides whether that may be.
    """
    found = Split()
    place = 0
    if rule.style == "raw":
        found.operands.extend(args)
        return found
    while place < len(args):
        word = args[place]
        text = word.text
        place += 1
        if text == "--":
            if leading:
                break
            found.operands.extend(args[place:])
            place = len(args)
        elif len(text) < 2 or text[0] != "-":
            if leading:
                place -= 1
                break
            found.operands.append(word)
        elif rule.style == "single" or text.startswith("--"):
            place = _long(rule, word, args, place, found)
        else:
            place = _cluster(rule, word, args, place, found)
    found.rest = place
    return found


def _long(rule: Rule, word: Word, args: Sequence[Word], place: int, found: Split) -> int:
    name, equals, value = word.text.partition("=")
    name = _full_name(rule, name)
    if equals:
        found.options.append((name, Word(value, word.source, word.quoted)))
    elif takes_value(rule, name) and place < len(args):
        found.options.append((name, args[place]))
        place += 1
    else:
        found.options.append((name, None))
    if not _listed(rule, name):
        found.unknown.append(name)
    return place


def _full_name(rule: Rule, name: str) -> str:
    """The option that a shortened long name means; risky ones win."""
    if _listed(rule, name) or rule.style == "single" or len(name) < 4:
        return name
    for option in (*rule.options, *rule.values):
        if option.startswith(name):
            return option
    return name


def _listed(rule: Rule, name: str) -> bool:
    return name in rule.options or name in rule.values or (rule.known is not None and name in rule.known)


def _cluster(rule: Rule, word: Word, args: Sequence[Word], place: int, found: Split) -> int:
    text = word.text
    if _listed(rule, text) and len(text) > 2:
        return _long(rule, word, args, place, found)
    for index in range(1, len(text)):
        name = "-" + text[index]
        if not _listed(rule, name):
            found.unknown.append(name)
        if takes_value(rule, name):
            if index + 1 < len(text):
                found.options.append((name, Word(text[index + 1 :], word.source, word.quoted)))
            elif place < len(args):
                found.options.append((name, args[place]))
                place += 1
            else:
                found.options.append((name, None))
            return place
        found.options.append((name, None))
    return place
