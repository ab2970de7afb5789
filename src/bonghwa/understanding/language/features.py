"""Everything the rules look at: concepts, verbs with their moods, and what the sentence names."""

import re
from typing import NamedTuple

from bonghwa.understanding.language.concepts import concepts_of
from bonghwa.understanding.language.mood import Mood, english_mood, korean_mood
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.rules import RULES
from bonghwa.understanding.language.verbs import PASSIVE_ORDER, PASSIVE_VERBS, VERBS

_PERFORMED = frozenset({"approve", "reject", "proceed"})  # saying it is doing it: "승인합니다"
_I_HEREBY = re.compile(r"(?:^|[.!,;\n] ?|\b(?:yes|ok|okay) )i (?:hereby )?$")
_HANGUL_AHEAD = re.compile(r"[^.!?\n]{0,40}?[가-힣]")
_BARE = re.compile(
    r"(?:네|넵|예|응|ok|okay|yes|그럼|이제|좀|다시|지금|바로|please|pls|it|now|this|that|again|up|down|요청|배포|건|그|이|the|service|services)*",
)


class Features(NamedTuple):
    """`words` holds concepts, `!verb`, `~verb`, `?verb` (see `rules.py`); `moods` the best mood of each verb."""

    words: frozenset[str]
    moods: dict[str, Mood]


def verb_moods(reading: Reading) -> dict[str, Mood]:
    """The mood nearest to an order for every verb of the sentence."""
    compact, places = reading.compact
    where = {place: index for index, place in enumerate(places)}
    moods: dict[str, Mood] = {}

    def note(verb: str, mood: Mood) -> None:
        moods[verb] = max(mood, moods.get(verb, Mood.REFUSED))

    for verb, (korean, english) in VERBS.items():
        if reading.korean:
            for match in korean.finditer(compact):
                note(verb, korean_mood(reading, match.start(), match.end()))
        for match in english.finditer(reading.text):
            if (
                verb in _PERFORMED
                and not match.group().endswith("d")
                and _I_HEREBY.search(reading.text, 0, match.start())
            ):
                note(verb, Mood.ORDERED)
            elif reading.korean and _HANGUL_AHEAD.match(reading.text, match.end()):
                note(verb, korean_mood(reading, where[match.start()], where[match.end() - 1] + 1))
            else:
                note(verb, english_mood(reading, match.start(), match.end()))
    for match in PASSIVE_ORDER.finditer(reading.text):
        mood = english_mood(reading, match.start(), match.end())
        note(PASSIVE_VERBS[match.group(1)], min(mood, Mood.ORDERED) if mood != Mood.PLANNED else Mood.WISHED)
    return moods


def features_of(reading: Reading, facts: frozenset[str]) -> Features:
    """Features of one request; `facts` are the `:facts` that other readers found."""
    moods = verb_moods(reading)
    words = set(concepts_of(reading.compact.text, reading.text)) | facts
    for verb, mood in moods.items():
        words.add(f"~{verb}")
        if mood >= Mood.WISHED or (verb in _PERFORMED and mood == Mood.PLANNED and reading.korean):
            words.add(f"!{verb}")
        elif mood == Mood.ASKED:
            words.add(f"?{verb}")
    if moods and _is_bare(reading, moods):
        words.add(":bare")
    return Features(frozenset(words), moods)


def _is_bare(reading: Reading, moods: dict[str, Mood]) -> bool:
    """True where the sentence is little more than its verb: "기동해주세요", "stop it"."""
    if reading.korean:
        text = reading.compact.text
        for verb in moods:
            if match := VERBS[verb][0].search(text):
                return bool(_BARE.fullmatch(text[: match.start()]))
        return False
    text = reading.text.strip(" .!")
    for verb in moods:
        if match := VERBS[verb][1].search(text):
            rest = (text[: match.start()] + text[match.end() :]).replace(" ", "").replace(",", "")
            return bool(_BARE.fullmatch(rest))
    return False


def choose(words: frozenset[str]) -> str | None:
    """The intent of the first rule that holds, or None."""
    for rule in RULES:
        if rule.every <= words and (not rule.some or rule.some & words) and not rule.never & words:
            return rule.intent
    return None
