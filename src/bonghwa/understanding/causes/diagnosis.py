"""Diagnosis of an excerpt without any model: catalogue signs, weighed, symptoms told from causes."""

from collections.abc import Iterable, Sequence

import msgspec

from .catalogue import BY_KEY
from .cause import Adapt
from .excerpt import RANK, Excerpt, read
from .finding import INCONCLUSIVE, NO_FAULT, Finding, Hypothesis, Look, Quote, Severity
from .marks import Mark, find_marks
from .phrase import holds
from .relations import EXPLAINS, OPERATIONS
from .tables import FIGURES
from .trouble import is_troubled, troubled_lines
from .weighing import Weighed, explain, weigh

FAINT = 0.56  # below this a hypothesis needs signs of trouble beside its own
LIKELY = 0.3  # below this a hypothesis is not offered as the cause
SPOKEN = 0.12  # below this a hypothesis is not mentioned
_MAX_HYPOTHESES = 6
_MAX_QUOTES = 5
_MAX_QUOTE = 300

_GENERAL_LOOKS = (
    Look("logs.errors", "see which errors stand around this one, and which came first"),
    Look("service.status", "see whether the service runs and when it last started"),
    Look("host.resources", "rule out memory, disk and load"),
)


class _Owner(msgspec.Struct, frozen=True):
    """The piece that a line belongs to, the lines before that piece, and how much it counts."""

    piece: str
    before: int
    trust: float


_LOG = _Owner("log", 0, 1.0)
# What is not a record of this very fault counts less: a past incident quotes errors of its own time.
_TRUST = {"look": 0.9, "change": 0.7, "inventory": 0.4, "incident": 0.35}


def _weighed(excerpt: Excerpt) -> tuple[Weighed, ...]:
    marks = find_marks(excerpt)
    for key, measure in FIGURES.items():
        if measured := measure(excerpt):
            marks[key] = marks.get(key, ()) + measured
    found = {key: (BY_KEY[key], own) for key, own in marks.items()}
    return explain(weigh(found, excerpt, OPERATIONS), EXPLAINS)


def _quotes(marks: Iterable[Mark], excerpt: Excerpt, owners: Sequence[_Owner]) -> tuple[Quote, ...]:
    quotes: dict[int, Quote] = {}
    for mark in marks:
        line = excerpt.lines[mark.at]
        owner = owners[line.number - 1] if owners else _LOG
        quotes.setdefault(
            line.number, Quote(line.number - owner.before, line.text.strip()[:_MAX_QUOTE], owner.piece)
        )
        if len(quotes) == _MAX_QUOTES:
            break
    return tuple(quotes.values())


def _hypothesis(one: Weighed, confidence: float, excerpt: Excerpt, owners: Sequence[_Owner]) -> Hypothesis:
    quotes = _quotes(one.marks, excerpt, owners)
    pieces = tuple(dict.fromkeys(quote.piece for quote in quotes))
    why = one.marks[0].sign.why or one.cause.why
    return Hypothesis(one.cause.key, round(confidence, 3), why, quotes, pieces, one.symptom_of)


def _fits(rule: Adapt, one: Weighed, excerpt: Excerpt) -> bool:
    if not rule.evidence_only:
        return any(holds(phrase, excerpt.low) for phrase in rule.says)
    lines = {mark.at for mark in one.marks}
    return any(holds(phrase, excerpt.lines[at].low) for at in lines for phrase in rule.says)


def _severity(one: Weighed, excerpt: Excerpt) -> Severity:
    for rule in one.cause.adapt:
        if _fits(rule, one, excerpt):
            return rule.severity
    return one.cause.severity


def _confidences(weighed: tuple[Weighed, ...]) -> list[float]:
    """Strengths, the first one lowered by how close an unrelated rival comes."""
    values = [one.strength for one in weighed]
    rivals = [one.strength for one in weighed[1:] if one.symptom_of is None]
    if rivals:
        values[0] *= 1 - 0.35 * (rivals[0] / max(values[0], 0.01)) ** 2
        values[1:] = [min(value, values[0]) for value in values[1:]]
    return values


def _unexplained(excerpt: Excerpt, hypotheses: tuple[Hypothesis, ...], owners: Sequence[_Owner]) -> Finding:
    """No known cause: either nothing is wrong, or something is and we say that we do not know."""
    bad = troubled_lines(excerpt)
    if not bad:
        return Finding(NO_FAULT, 0.9 if excerpt.lines else 0.5, "info", hypotheses, (), ())
    quotes = []
    for at in bad[:_MAX_QUOTES]:
        line = excerpt.lines[at]
        owner = owners[line.number - 1] if owners else _LOG
        quotes.append(Quote(line.number - owner.before, line.text.strip()[:_MAX_QUOTE], owner.piece))
    fatal = any(RANK[excerpt.lines[at].level] >= RANK["error"] for at in bad)
    return Finding(
        INCONCLUSIVE, 0.0, "high" if fatal else "warning", hypotheses, tuple(quotes), _GENERAL_LOOKS
    )


def _is_offered(top: Weighed, excerpt: Excerpt) -> bool:
    """A faint hypothesis is offered as the cause only where its lines report trouble at all."""
    if top.strength >= FAINT:
        return True
    return top.strength >= LIKELY and any(is_troubled(excerpt.lines[mark.at]) for mark in top.marks)


def _diagnose(log: str, owners: Sequence[_Owner]) -> Finding:
    excerpt = read(log, [owner.trust for owner in owners])
    weighed = tuple(one for one in _weighed(excerpt) if one.strength >= SPOKEN)[:_MAX_HYPOTHESES]
    hypotheses = tuple(
        _hypothesis(one, confidence, excerpt, owners)
        for one, confidence in zip(weighed, _confidences(weighed), strict=True)
    )
    if not weighed or not _is_offered(weighed[0], excerpt):
        return _unexplained(excerpt, hypotheses, owners)
    top, first = weighed[0], hypotheses[0]
    return Finding(
        cause=top.cause.key,
        confidence=first.confidence,
        severity=_severity(top, excerpt),
        hypotheses=hypotheses,
        evidence=first.evidence,
        next=top.cause.look,
        remedy=top.cause.remedy,
    )


def diagnose(log: str, *, context: Sequence[str] = ()) -> Finding:
    """The probable cause of what an excerpt of a log shows.

    Args:
        log: any text, of any size; of more than two million characters the middle is left out.
        context: further texts that may explain it (neighbouring logs, looks); they are cited as `context-1`, ….

    Returns:
        A finding; `cause` is `no_fault` or `inconclusive` where the text shows none.
    """
    if not context:
        return _diagnose(log, ())
    items = [
        ("log", "log", log),
        *((f"context-{number}", "text", text) for number, text in enumerate(context, 1)),
    ]
    return diagnose_evidence(items)


def diagnose_evidence(items: Sequence[tuple[str, str, str]]) -> Finding:
    """The probable cause, from several pieces of evidence.

    Args:
        items: (id, kind, text) of each piece, the error first; a kind of look, change, inventory or incident makes
            a piece count less than a log.

    Returns:
        A finding whose quotes and hypotheses name the ids of the pieces that they rest on.
    """
    texts: list[str] = []
    owners: list[_Owner] = []
    for identifier, kind, text in items:
        lines = text.replace("\x00", " ").splitlines() or [""]
        owner = _Owner(identifier, len(owners), _TRUST.get(kind, 1.0))
        owners.extend(owner for _ in lines)
        texts.extend(lines)
    return _diagnose("\n".join(texts), owners)


def ranked(finding: Finding) -> tuple[str, ...]:
    """The causes of a finding, most likely first."""
    return tuple(dict.fromkeys((finding.cause, *(one.cause for one in finding.hypotheses))))


def as_json(finding: Finding) -> dict[str, object]:
    """The finding as plain JSON values."""
    plain: dict[str, object] = msgspec.to_builtins(finding)
    return plain
