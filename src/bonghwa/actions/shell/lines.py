"""The one reader of what look scripts write: `key=value` lines, ended by `end=ok`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from bonghwa.vocabulary.action import LookFailed
from bonghwa.vocabulary.program import Output

END: Final = "end"
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "r": "\r", "\\": "\\"}
_EXCERPT: Final = 300

T = TypeVar("T", int, float)


class Lines:
    """The values of one look, by key. `once` keys appear at most once, `many` keys any number of times.

    Raises LookFailed when the program did not end by itself with 0, was cut, or wrote anything else.
    """

    def __init__(self, output: Output, *, once: Iterable[str] = (), many: Iterable[str] = ()) -> None:
        if output.timed_out:
            raise LookFailed(
                "The look did not end within its time.", next_step="See what blocks the host, then try again."
            )
        if output.truncated:
            raise LookFailed("The look wrote more than its limit.", next_step="Narrow its parameters.")
        if output.exit_code != 0:
            excerpt = (output.stderr or output.stdout).strip()[-_EXCERPT:]
            raise LookFailed(f"The look ended with {output.exit_code}: {excerpt}")
        self._once: dict[str, str] = {}
        self._many: dict[str, list[str]] = {key: [] for key in many}
        known = {*once, END}
        lines = output.stdout.split("\n")
        if lines.pop() != "" or not lines or lines[-1] != f"{END}=ok":
            raise LookFailed("The look broke off before its end.", next_step="Try again.")
        for line in lines:
            key, sign, value = line.partition("=")
            if sign and key in self._many:
                self._many[key].append(_unescaped(value))
            elif sign and key in known and key not in self._once:
                self._once[key] = _unescaped(value)
            else:
                raise LookFailed(f"The look wrote an unexpected line: {line[:_EXCERPT]!r}")

    def text(self, key: str, default: str = "") -> str:
        return self._once.get(key, default)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._many[key])

    def integer(self, key: str) -> int | None:
        """The number, or None when the line is missing. Raises LookFailed when it is no number."""
        value = self._once.get(key)
        return None if value is None else number(value, int)

    def decimal(self, key: str) -> float | None:
        value = self._once.get(key)
        return None if value is None else number(value, float)

    def records(self, key: str, columns: int, *, count: int | None = None) -> Iterator[list[str]]:
        """Each value of `key` as `columns` words, the last of which keeps its spaces; `count` of them if given."""
        if count is not None and len(self._many[key]) != count:
            raise LookFailed(f"The look wrote {len(self._many[key])} lines of {key} where {count} belong.")
        for value in self._many[key]:
            words = value.split(" ", columns - 1)
            if len(words) != columns:
                raise LookFailed(f"The look wrote a broken line: {key}={value[:_EXCERPT]!r}")
            yield words


def number(text: str, type_: type[T]) -> T:
    """`text` as a finite number of moderate size. Raises LookFailed."""
    try:
        value = type_(text) if len(text) <= 20 else None
    except ValueError:
        value = None
    if value is None or not -1e18 < value < 1e18:
        raise LookFailed(f"The look wrote {text[:40]!r} where a number belongs.")
    return value


def _unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[0]), value)
