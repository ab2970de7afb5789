"""Look → act → look → judge: the shape of every operations action.

An action is pure: it makes programs and reads what they wrote. Who runs them (an agent), where and
whether it may, is decided elsewhere. A dry run is just the look.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from msgspec import Struct

from bonghwa.kernel.canonical_json import sha256_of
from bonghwa.kernel.errors import BonghwaError
from bonghwa.vocabulary.program import Output, Program
from bonghwa.vocabulary.values import Values, values_from


class Risk(StrEnum):
    """How much an action may hurt; `rank` orders them. From DISRUPTIVE up a person signs."""

    READ = "read"
    REVERSIBLE = "reversible"
    DISRUPTIVE = "disruptive"
    DESTRUCTIVE = "destructive"

    @property
    def rank(self) -> int:
        return list(Risk).index(self)


class Settle(Struct, frozen=True):
    """How long the second look may wait for the judgement to turn good, looking every `every` seconds."""

    seconds: float = 0.0
    every: float = 0.5


class Verdict(StrEnum):
    """SUCCEEDED and FAILED were seen; UNKNOWN means the look could not tell."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Outcome(Struct, frozen=True):
    """The judgement of before and after. `reason` is one English sentence, shown as it is."""

    verdict: Verdict
    reason: str


class PreviewLine(Struct, frozen=True):
    """One thing that would happen: a message key of the catalogue and what fills it."""

    key: str
    values: dict[str, str] = {}


class LookFailed(BonghwaError):
    """The look did not give what its parser understands; nothing was changed."""

    status, exit_code, code = 502, 1, "look_failed"


P = TypeVar("P", bound=Values)
S = TypeVar("S", bound=Values)


class Action(ABC, Generic[P, S]):
    """One operations action. `name` and `version` are part of every plan hash."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    risk: ClassVar[Risk]
    params: ClassVar[type[Values]]
    state: ClassVar[type[Values]]
    needs: ClassVar[tuple[str, ...]] = ()
    settle: ClassVar[Settle] = Settle()

    def parse_params(self, raw: Any) -> P:
        """`raw` as this action's parameters. Raises Invalid naming the field."""
        return values_from(raw, self.params, what=f"parameters of {self.name}")  # type: ignore[return-value]  # params is type[P]

    def parse_state(self, raw: Any) -> S:
        """A state that was stored as JSON."""
        return values_from(raw, self.state, what=f"state of {self.name}")  # type: ignore[return-value]  # state is type[S]

    @abstractmethod
    def look(self, p: P) -> Program:
        """The program that looks; it changes nothing."""

    @abstractmethod
    def read(self, p: P, output: Output) -> S:
        """What was seen. Raises LookFailed when the output cannot be understood."""

    def act(self, p: P, before: S) -> Sequence[Program]:
        """The programs that act, in order; the first that exits non-zero stops the rest."""
        return ()

    @abstractmethod
    def judge(self, p: P, before: S, after: S) -> Outcome:
        """Whether it worked, by what was seen before and after. For a pure look, before and after are the same."""

    def undo(self, p: P, before: S) -> Sequence[Program]:
        """The programs that take it back, if it failed; empty when there is no way back."""
        return ()

    def material(self, s: S) -> Any:
        """The part of a first look which, when it has changed since approval, makes the run stop and ask again."""
        return None

    def preview(self, p: P, before: S) -> Sequence[PreviewLine]:
        """What acting would do, for the person who approves."""
        return ()

    def look_digest(self, s: S) -> str:
        """SHA-256 of the material part of a look; it is part of the plan, so the approver signs it."""
        return sha256_of(
            {"action": self.name, "version": self.version, "material": msgspec.to_builtins(self.material(s))}
        )
