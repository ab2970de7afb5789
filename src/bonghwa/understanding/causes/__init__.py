"""From the excerpt of a log to its root cause, without any model."""

from .catalogue import BY_KEY, CATALOGUE
from .cause import Cause
from .diagnosis import as_json, diagnose, diagnose_evidence, ranked
from .finding import INCONCLUSIVE, NO_FAULT, Finding, Hypothesis, Look, Quote, Severity

__all__ = [
    "BY_KEY",
    "CATALOGUE",
    "INCONCLUSIVE",
    "NO_FAULT",
    "Cause",
    "Finding",
    "Hypothesis",
    "Look",
    "Quote",
    "Severity",
    "as_json",
    "diagnose",
    "diagnose_evidence",
    "ranked",
]
