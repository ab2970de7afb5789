"""One sentence → one strict intent."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bonghwa.understanding.language.features import Features, choose, features_of
from bonghwa.understanding.language.fleet import Fleet
from bonghwa.understanding.language.identifiers import Identifiers, find_identifiers
from bonghwa.understanding.language.intent import DANGEROUS, SAFE, Choice, Intent
from bonghwa.understanding.language.mood import Mood
from bonghwa.understanding.language.names import find_names
from bonghwa.understanding.language.needs import missing_facts
from bonghwa.understanding.language.parameters import parameters_of
from bonghwa.understanding.language.place import NOTHING_KNOWN, Known
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.slots import Slots, resolve
from bonghwa.understanding.language.smalltalk import is_question, is_report, is_smalltalk, sounds_like_talk
from bonghwa.understanding.language.spelling import corrected

_IMPLIED_LAYER = {
    "db_locks": "DB",
    "kill_session": "DB",
    "session_list": "DB",
    "db_backup": "DB",
    "queue_status": "ESB",
}
_WITHOUT_ENV = frozenset(
    {
        "sr_status",
        "deploy_history",
        "approve",
        "reject",
        "approval_list",
        "policy_change",
        "policy_list",
        "unclear",
    },
)
VERBS_OF = {
    "restart_service": ("restart",), "stop_service": ("stop",), "start_service": ("start",), "deploy": ("deploy", "put_up"),
    "rollback": ("rollback",), "kill_session": ("kill", "stop"), "disk_cleanup": ("clean",), "approve": ("approve", "proceed"),
}  # fmt: skip


def parse_intent(text: str, fleet: Fleet, *, today: dt.date | None = None) -> Intent:
    """The request in `text`, resolved against `fleet`; never raises, whatever the text.

    Unknown or unsaid facts are None and listed in `missing`. A dangerous intent is given only for an order:
    questions, refusals, reports, plans, quotations and suppositions become "unclear" or "smalltalk"; a wish
    ("재시작해야 해요") lists "confirmation" in `missing`. With `today`, relative dates get an absolute twin
    (`since_date`, ISO 8601) in `params`.
    """
    return interpret(corrected(Reading(text)), fleet, today=today)


def interpret(
    reading: Reading,
    fleet: Fleet,
    *,
    known: Known = NOTHING_KNOWN,
    today: dt.date | None = None,
) -> Intent:
    """As `parse_intent`, for a sentence already read, with what the conversation has settled before."""
    ids = find_identifiers(reading.text)
    names = find_names(reading, fleet)
    slots = resolve(reading, fleet, ids, names, known=known)
    facts = {
        name
        for name, given in (
            (":sr", ids.sr), (":request", ids.request), (":pid", ids.pid), (":address", ids.address),
            (":layer", slots.layer or "layer" in slots.unknown), (":system", slots.system), (":name", slots.named),
        )
        if given
    }  # fmt: skip
    features = features_of(reading, frozenset(facts))
    name = _name(reading, features, slots)
    if name == "smalltalk":
        return Intent(intent=name, confidence=0.8, language=_language(reading))
    if slots.system and (layer := _IMPLIED_LAYER.get(name)):
        slots = resolve(reading, fleet, ids, names, known=known, implied_layer=layer)
    return assemble(name, reading, ids, slots, features, today=today)


def _language(reading: Reading) -> str:
    return "ko" if reading.korean else "en"


def _name(reading: Reading, features: Features, slots: Slots) -> str:
    compact, spaced = reading.compact.text, reading.text
    ordered = any(word.startswith("!") for word in features.words)
    if not ordered and is_smalltalk(compact, spaced):
        return "smalltalk"
    name = choose(features.words)
    if name in DANGEROUS and (reading.long or is_smalltalk(compact, spaced)):
        return "unclear" if reading.long else "smalltalk"
    if name is not None and name not in DANGEROUS and not ordered:
        if is_report(compact, spaced):
            return "smalltalk"
        if _only_symptom(features, spaced):
            return "unclear"
    if name is not None:
        return name
    return _unnamed(reading, features, slots)


def _only_symptom(features: Features, spaced: str) -> bool:
    """A complaint without a question or request: what to do about it has to be asked."""
    asked = {"show", "inspect", "why", "lock", "certificate", "ticket", "sr", "notify", "list", "log"}
    return "symptom" in features.words and not (asked & features.words) and not is_question(spaced)


def _unnamed(reading: Reading, features: Features, slots: Slots) -> str:
    told = {Mood.REPORTED, Mood.PLANNED, Mood.EVENT, Mood.TALK}
    compact, spaced = reading.compact.text, reading.text
    if is_report(compact, spaced):
        return "smalltalk"
    changing = [
        m
        for verb, m in features.moods.items()
        if verb in ("restart", "stop", "start", "deploy", "kill", "clean", "rollback")
    ]
    if changing and max(changing) in told and not slots.named:
        return "smalltalk"
    if (
        slots.named
        or slots.layer
        or changing
        or features.words & {"target", "error", "incident", "symptom", "sr", "ticket", "approval"}
    ):
        return "unclear"
    return "smalltalk" if sounds_like_talk(compact, spaced, korean=reading.korean) else "unclear"


def assemble(
    name: str,
    reading: Reading,
    ids: Identifiers,
    slots: Slots,
    features: Features,
    *,
    today: dt.date | None = None,
    earlier: Mapping[str, Any] | None = None,
) -> Intent:
    """The intent `name` with slots, parameters (`earlier` ones kept where nothing new is said) and what is missing."""
    params: dict[str, Any] = {**(earlier or {}), **parameters_of(name, reading, ids, features.words, today)}
    env, layer, nodes = slots.env, slots.layer, slots.nodes
    system, institution = slots.system, slots.institution
    unknown = list(slots.unknown)
    if name == "unclear":
        nodes = ()
    if name == "server_lookup" and "ip" in params:
        institution, system, env, layer, nodes = None, None, None, None, ()
    silent = name in _WITHOUT_ENV or (name == "server_lookup" and layer is None)
    if silent and not slots.env_said:
        env = None
        unknown = [slot for slot in unknown if slot != "env"]
    missing = missing_facts(
        name, institution=institution, system=system, layer=layer, params=params, unknown=unknown
    )
    moods = [features.moods[verb] for verb in VERBS_OF.get(name, ()) if verb in features.moods]
    wished = name in DANGEROUS and bool(moods) and max(moods) == Mood.WISHED
    if wished:
        missing = (*missing, "confirmation")
    choices = tuple(Choice(slot, slots.options[slot]) for slot in missing if slots.options.get(slot))
    confidence = (
        (0.3 if name in SAFE else 0.9) * slots.certainty * (0.7 if wished else 1.0) * 0.9 ** len(missing)
    )
    return Intent(
        intent=name,
        institution=institution,
        system=system,
        env=env,
        layer=layer,
        nodes=nodes,
        params=params,
        missing=missing,
        confidence=round(confidence, 3),
        choices=choices,
        language=_language(reading),
    )
