"""From evidence to claims, without a model: the knowledge base reads what was collected."""

from collections.abc import Sequence

from bonghwa.understanding.causes import diagnose_evidence
from bonghwa.vocabulary.evidence import Claim, Evidence
from bonghwa.vocabulary.severity import Level

NO_CAUSE = frozenset({"no_fault", "inconclusive"})
MAX_CLAIMS = 5


class Analysis:
    """What the knowledge base says about some evidence."""

    def __init__(self, pieces: Sequence[Evidence]) -> None:
        finding = diagnose_evidence([(piece.id, piece.kind.value, piece.text) for piece in pieces])
        self.severity = Level(finding.severity)
        self.claims = tuple(
            Claim(cause=h.cause, confidence=round(h.confidence, 3), evidence=h.pieces, why=h.why)
            for h in finding.hypotheses[:MAX_CLAIMS]
            if h.cause not in NO_CAUSE
        )
        looked = "; ".join(f"{look.action}: {look.reason}" for look in finding.next[:3])
        self.reason_if_none = "No known cause explains the collected evidence with enough confidence." + (
            f" Worth looking at next: {looked}" if looked else ""
        )
