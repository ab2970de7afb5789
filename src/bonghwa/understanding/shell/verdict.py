"""The answer of the command policy: verdict, reasons, what is touched."""

from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What a command would do, from harmless to unacceptable."""

    READ_ONLY = "read_only"
    CHANGES = "changes"
    FORBIDDEN = "forbidden"

    @property
    def weight(self) -> int:
        """0 for reading, 1 for changing, 2 for forbidden; the heavier one decides."""
        return _WEIGHT[self]


_WEIGHT = {Verdict.READ_ONLY: 0, Verdict.CHANGES: 1, Verdict.FORBIDDEN: 2}

READ_ONLY, CHANGES, FORBIDDEN = Verdict.READ_ONLY, Verdict.CHANGES, Verdict.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one command line.

    `reasons` are sentences for a person, the deciding ones first, with the words that decided and where they
    stand (character offset, counted from 1). `touches` are resources as `kind:name` (path, service, host, database,
    process, container, package, account, device). `destinations` are the hosts that the command would contact.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    touches: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()


MOST_REASONS = 20
MOST_TOUCHES = 60


@dataclass(slots=True)
class Record:
    """What has been noted so far while one command line is walked."""

    verdict: Verdict = Verdict.READ_ONLY
    notes: dict[str, Verdict] = field(default_factory=dict)
    touches: dict[str, None] = field(default_factory=dict)
    destinations: dict[str, None] = field(default_factory=dict)
    programs: dict[str, None] = field(default_factory=dict)

    def note(self, verdict: Verdict, sentence: str) -> None:
        """Keep a sentence; the heaviest verdict so far stands."""
        if verdict.weight > self.verdict.weight:
            self.verdict = verdict
        if len(self.notes) < MOST_REASONS * 3:
            self.notes.setdefault(sentence, verdict)

    def touch(self, kind: str, name: str) -> None:
        """Keep one touched resource."""
        if name and len(self.touches) < MOST_TOUCHES:
            self.touches.setdefault(f"{kind}:{name[:200]}", None)

    def reach(self, host: str) -> None:
        """Keep one network destination."""
        if len(self.destinations) < MOST_TOUCHES:
            self.destinations.setdefault(host[:200], None)
            self.touch("host", host)

    def close(self) -> Judgement:
        """The judgement from everything that was noted."""
        if self.verdict is Verdict.READ_ONLY:
            names = ", ".join(list(self.programs)[:8])
            reasons: tuple[str, ...] = (f"Every part only reads: {names}." if names else "Nothing is run.",)
        else:
            ranked = sorted(self.notes.items(), key=lambda item: -item[1].weight)
            reasons = tuple(text for text, verdict in ranked if verdict is not Verdict.READ_ONLY)[
                :MOST_REASONS
            ]
        return Judgement(self.verdict, reasons, tuple(self.touches), tuple(self.destinations))
