"""How a comparison with the baseline is judged and shown."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bonghwa.actions.baselines.model import Attributes, Difference, IntegrityState
from bonghwa.vocabulary.action import Outcome, PreviewLine, Verdict

_SHOWN: Final = 20


def cannot_tell(s: IntegrityState) -> Outcome | None:
    """Why the look does not allow a judgement, or None."""
    if s.too_many:
        return Outcome(
            Verdict.UNKNOWN, f"There are {s.files} files, more than a baseline holds: narrow the paths."
        )
    if s.obstacles:
        return Outcome(Verdict.UNKNOWN, f"Not everything could be read: {'; '.join(s.obstacles)}.")
    if s.baseline is None:
        return Outcome(
            Verdict.UNKNOWN, "There is no baseline in this store yet: take one with integrity.baseline."
        )
    return None


def counted(differences: Sequence[Difference]) -> str:
    """The differences by kind, as words: "2 changed, 1 missing"."""
    counts = Counter(difference.status for difference in differences)
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no difference"


def difference_lines(differences: Sequence[Difference]) -> list[PreviewLine]:
    """One line for each difference, the first twenty of them."""
    lines = [
        PreviewLine(
            f"preview.integrity.{d.status}",
            {
                "path": d.path,
                "baseline": _short(d.baseline),
                "found": _short(d.found),
            },
        )
        for d in differences[:_SHOWN]
    ]
    if len(differences) > _SHOWN:
        lines.append(PreviewLine("preview.integrity.more", {"count": str(len(differences) - _SHOWN)}))
    return lines


def _short(attributes: Attributes | None) -> str:
    return "-" if attributes is None or attributes.sha256 is None else attributes.sha256[:12]
