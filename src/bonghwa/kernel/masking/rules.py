import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bonghwa.kernel.masking.policy import Kind


class Span(NamedTuple):
    """A stretch of text to hide.

    `context` says how it was found: by what stands around it (a key, a header, a command), or by its own form.
    """

    start: int
    end: int
    label: str
    context: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find secrets.

    Attributes:
        kind: The family, which a policy can switch off.
        trigger: An expression (without look-around or groups that capture, matched ignoring ASCII case) without
            which the rule cannot find anything in a text.
        find: Gives the spans; must take time linear in the text.
    """

    kind: Kind
    trigger: str
    find: Callable[[str], Iterator[Span]]


def pattern_rule(
    kind: Kind,
    label: str,
    trigger: str,
    pattern: str,
    *,
    accept: Callable[[str], bool] | None = None,
    context: bool = False,
) -> Rule:
    """A rule that hides each match of `pattern` (its group ``secret`` if it has one) that `accept` agrees to."""
    compiled = re.compile(pattern)
    group: str | int = "secret" if "secret" in compiled.groupindex else 0

    def find(text: str) -> Iterator[Span]:
        for found in compiled.finditer(text):
            start, end = found.span(group)
            if start < end and (accept is None or accept(found.group(group))):
                yield Span(start, end, label, context)

    return Rule(kind, trigger, find)
