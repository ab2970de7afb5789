"""One simple command, ready to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bonghwa.understanding.shell.words import Word


@dataclass(frozen=True, slots=True)
class Feed:
    """What a command reads on standard input.

    `text` is what arrives when it is known letter for letter; `source` is what stands further up the
    pipe; `path` is the file that is redirected into it.
    """

    text: str | None = None
    source: str = ""
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A simple command: program name without directory, arguments, settings before it, its input."""

    name: str
    args: tuple[Word, ...]
    source: str
    place: int
    feed: Feed | None = None
    settings: tuple[str, ...] = ()
    path: str = ""
    options: frozenset[str] = field(default=frozenset())

    def rest(self, skip: int) -> tuple[Word, ...]:
        """The arguments from the one at `skip` on."""
        return self.args[skip:]

    def with_args(self, name: str, args: Sequence[Word]) -> "Call":
        """The same call under another name or with other arguments."""
        return Call(
            name, tuple(args), self.source, self.place, self.feed, self.settings, self.path, self.options
        )

    @property
    def where(self) -> str:
        """The words that decide, and where they stand."""
        shown = " ".join(self.source.split())
        return f"“{shown[:80] + ('…' if len(shown) > 80 else '')}” at character {self.place + 1}"
