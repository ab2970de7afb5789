"""A correction of a request, or the answer to what was asked back."""

import re
from typing import Any

from bonghwa.understanding.language.features import features_of, verb_moods
from bonghwa.understanding.language.fleet import Fleet
from bonghwa.understanding.language.identifiers import Identifiers, find_identifiers
from bonghwa.understanding.language.intent import SAFE, Intent
from bonghwa.understanding.language.mood import Mood
from bonghwa.understanding.language.names import find_names
from bonghwa.understanding.language.parse import assemble, interpret
from bonghwa.understanding.language.place import Known
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.slots import Slots, resolve
from bonghwa.understanding.language.spelling import corrected

_LEAD = re.compile(
    r"^(?:아니(?:요|오|야|다|고|라)?|아냐|아뇨|잠깐만?|잠시만|정정|그게 ?아니라|그거 ?말고|말고|no|nope|nah|not that|wait|actually|sorry|oops|i mean(?:t)?|correction)(?![가-힣a-z])[\s,.!]*",
)
_WITHDRAWN = re.compile(
    r"(?:아니(?:요|오|야)?|아냐|아뇨|취소(?:해줘|해주세요|할게요?|합니다|요)?|됐어요?|됐습니다|그만(?:둬|두세요|할게요?)?|하지(?:마|마세요|말아줘|말아주세요)|관둬|없던일로(?:해줘)?|패스|"
    r"no|nope|cancel(?:it|that|this)?|nevermind|forget(?:it|about it)?|stop|abort(?:it|that)?|dropit|don'?t(?:doit)?|nothanks)[.!~]*",
)
_AGREED = re.compile(
    r"(?:네|넵|넹|예|응|어|그래|맞아요?|맞습니다|좋아요?|오케이|ㅇㅇ|ㅇㅋ|확인|진행(?:해|해줘|해주세요|하세요)?|해줘|해주세요|그렇게해(?:줘|주세요)?|yes|yep|yeah|yup|ok|okay|sure|confirm(?:ed)?|goahead|doit|proceed|correct|right)+[.!~]*",
)
_NUMBER = re.compile(r"(?:the )?#?(\d{1,12})(?: ?번)?(?:이요|요|만|으로|로|이에요|입니다)?[.!]?")
_BARE_NUMBERS = re.compile(
    r"(?:only |just )?(\d{1,2}(?: ?(?:,|and|랑|와|과|하고|하구|및|&) ?\d{1,2})*)(?: ?only| ?만)?[.!]?"
)


def refine(previous: Intent, text: str, fleet: Fleet) -> Intent:
    """`previous` with what `text` corrects or answers; slots that it does not touch stay as they were.

    “아니 2번만” narrows the nodes, “운영” sets the environment, “812” answers the one number that is missing,
    “네” gives a missing confirmation, “취소” gives the intent "withdraw". A whole new request replaces the
    previous one (keeping its place only where it is said as a correction). Never raises.
    """
    reading = corrected(Reading(text))
    tight = re.sub(r"[\n,.!~]", "", reading.compact.text)
    if _WITHDRAWN.fullmatch(tight):
        return Intent(intent="withdraw", confidence=0.9, language=previous.language)
    if _AGREED.fullmatch(tight):
        return _agreed(previous)
    lead = _LEAD.match(reading.text)
    body = Reading(reading.cased[lead.end() :]) if lead else reading
    known = Known(previous.institution, previous.system, previous.env, previous.layer, previous.nodes)
    fresh = interpret(body, fleet, known=known if lead else Known())
    if fresh.intent not in SAFE and (fresh.intent != previous.intent or fresh.system is not None):
        return (
            fresh if not lead or fresh.intent != previous.intent else _amended(previous, body, fleet, known)
        )
    moods = verb_moods(body)
    if moods and max(moods.values()) == Mood.REFUSED:
        return Intent(intent="withdraw", confidence=0.8, language=previous.language)
    return _amended(previous, body, fleet, known)


def _agreed(previous: Intent) -> Intent:
    missing = tuple(slot for slot in previous.missing if slot != "confirmation")
    return _replaced(previous, missing=missing)


def _replaced(intent: Intent, **changes: Any) -> Intent:
    values = {name: getattr(intent, name) for name in intent.__struct_fields__}
    return Intent(**{**values, **changes})


def _answer(previous: Intent, reading: Reading) -> dict[str, Any]:
    """A number or free text that is the one fact asked for."""
    asked = [slot for slot in previous.missing if slot in ("pid", "request_id", "title", "job", "rule")]
    number = _NUMBER.fullmatch(reading.text)
    if number and "pid" in asked:
        return {"pid": number.group(1)}
    if number and "request_id" in asked:
        return {"request_id": number.group(1)}
    if asked == ["title"] and previous.missing == ("title",):
        return {"title": reading.cased[:200]}
    return {}


def _chosen(previous: Intent, reading: Reading) -> str | None:
    """The option meant by a bare number, where systems or layers were offered as a numbered list."""
    number = _NUMBER.fullmatch(reading.text)
    first = previous.choices[0] if previous.choices else None
    if (
        number is None
        or first is None
        or first.slot == "nodes"
        or not 1 <= int(number.group(1)) <= len(first.options)
    ):
        return None
    return first.options[int(number.group(1)) - 1]


def _amended(previous: Intent, reading: Reading, fleet: Fleet, known: Known) -> Intent:
    if option := _chosen(previous, reading):
        reading = Reading(option)
    answer = _answer(previous, reading)
    ids = find_identifiers(reading.text)
    if not answer and (bare := _BARE_NUMBERS.fullmatch(reading.text)):
        reading = Reading(f"{bare.group(1)}번")
    names = find_names(reading, fleet)
    slots = resolve(reading, fleet, ids, names, known=known)
    slots = _same_nodes(previous, slots)
    features = features_of(reading, frozenset())
    params = {name: value for name, value in previous.params.items() if name != "since_date"}
    intent = assemble(
        previous.intent, reading, _without(ids, answer), slots, features, earlier={**params, **answer}
    )
    missing = intent.missing
    if "confirmation" in previous.missing and "confirmation" not in missing:
        missing = (*missing, "confirmation")
    return _replaced(
        intent, missing=missing, language=previous.language, confidence=max(intent.confidence, 0.5)
    )


def _without(ids: Identifiers, answer: dict[str, Any]) -> Identifiers:
    return ids._replace(pid=None, request=None) if answer else ids


def _same_nodes(previous: Intent, slots: Slots) -> Slots:
    """Keeps a narrower earlier choice of servers where the same place is meant and nothing about servers is said."""
    same = (slots.system, slots.env, slots.layer) == (previous.system, previous.env, previous.layer)
    if (
        same
        and previous.nodes
        and not slots.unknown
        and len(slots.nodes) > len(previous.nodes)
        and not slots.counted
    ):
        return slots._replace(nodes=tuple(node for node in slots.nodes if node in previous.nodes))
    return slots
