"""Several requests in one message, each with the place that an earlier one named."""

import datetime as dt
import re

from bonghwa.understanding.language.features import verb_moods
from bonghwa.understanding.language.fleet import Fleet
from bonghwa.understanding.language.intent import SAFE, Intent
from bonghwa.understanding.language.mood import Mood
from bonghwa.understanding.language.parse import VERBS_OF, interpret, parse_intent
from bonghwa.understanding.language.place import Known
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.spelling import corrected

MOST = 8
"""Requests that are read from one message; a longer list is better sent as several messages."""

_BORDER = re.compile(
    r"(?<=[^\d])[.!?]+(?=\s|$)|[;\n]+|(?:하고|해 ?주고|한 ?다음에?|한 ?뒤에?|한 ?후에?)(?: 나서)?,? |,? ?(?:그리고|그 ?다음에?|그런 ?다음에?|또한?) "
    r"|,? (?:and then|then|and also|also|after that|and)(?= (?:please )?(?:restart|reboot|reload|stop|start|deploy|show|check|kill|clean|tell|get|give|list|send|create|open|run|what|who|is|summari[sz]e|notify|approve|reject|export|tail|find|schedule|add|shut|take|bring|free|delete|purge)\b),? "
    r"|, (?=(?:please )?(?:restart|stop|start|deploy|show|check|kill|clean|list|create|approve|reject|export|tail)\b)",
)


def _pieces(reading: Reading) -> list[str]:
    pieces: list[str] = []
    begin = 0
    for border in _BORDER.finditer(reading.text):
        mark = border.group()[0]
        keep = border.end() if mark in ".!?" else border.start()
        pieces.append(reading.cased[begin:keep])
        begin = border.end()
    pieces.append(reading.cased[begin:])
    return [piece.strip() for piece in pieces if len(piece.strip()) >= 2]


def _settled(intent: Intent, known: Known) -> Known:
    if intent.system is None:
        return known
    return Known(intent.institution, intent.system, intent.env, intent.layer or known.layer, intent.nodes)


def parse_intents(text: str, fleet: Fleet, *, today: dt.date | None = None) -> tuple[Intent, ...]:
    """The requests of a message in the order in which they stand (at least one, at most `MOST`).

    A request that names no place takes it from the one before it ("어선 와스 재시작하고 상태 확인해줘").
    Cutting never makes an order: a dangerous intent of a piece counts only where the whole message orders it.
    """
    whole = parse_intent(text, fleet, today=today)
    reading = corrected(Reading(text))
    pieces = _pieces(reading)
    if not 1 < len(pieces) <= MOST * 2 or whole.params.get("restart"):
        return (whole,)
    moods = verb_moods(reading)
    found: list[Intent] = []
    known = Known()
    for piece in pieces:
        intent = interpret(Reading(piece), fleet, known=known, today=today)
        known = _settled(intent, known)
        if intent.intent in SAFE:
            continue
        verbs = VERBS_OF.get(intent.intent, ())
        if (
            intent.dangerous
            and verbs
            and max((moods.get(verb, Mood.REFUSED) for verb in verbs), default=Mood.REFUSED) < Mood.PLANNED
        ):
            return (whole,)
        found.append(intent)
    if not found or (len(found) == 1 and (whole.intent not in SAFE or found[0].dangerous)):
        return (whole,)
    return tuple(found[:MOST])
