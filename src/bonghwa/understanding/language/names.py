"""Institutions, systems and servers named in a sentence: exactly, with a slip of a key, or unknown."""

import re
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bonghwa.understanding.language.fleet import Fleet, Target, name_key
from bonghwa.understanding.language.hangul import PARTICLES, letters, without_particle
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.words import FOLLOWERS, GENERIC_PHRASES, VOCABULARY, WEAK_NAMES

_SYLLABLES = re.compile(r"[가-힣]+")
_WORD = re.compile(r"[가-힣]+|[a-z][a-z\-]*[a-z]")
_FOLLOWER = re.compile(rf"(?:{PARTICLES})?(?:$|{FOLLOWERS})")
_CLOSE = 0.8  # one wrong letter in five
_LEAD = 0.06  # how much better than the next name a spelling must be to count as meant
_OFFICE = re.compile(r"[가-힣]{2,8}(?:청|부|처|위원회|공단|공사|진흥원|연구원)$")
_NOT_OFFICE = re.compile(
    r"(?:전부|일부|내부|외부|여부|거부|첨부|세부|정부|간부|공부|부처|요청|신청|시청|출처|근처|대처|거래처|연락처|조처|상부|하부|본부|부하|당부|안부|승부)$",
)
_OFFICE_EN = re.compile(
    r"\b(?:ministry of (?!the\b)[a-z]+|(?!the|this|that|our|an?\b)[a-z]{3,20} (?:ministry|agency))\b"
)
_KIND_KO = re.compile(r"([가-힣a-z0-9]{2,12}?)(?:시스템|포털|포탈|플랫폼|누리집)")
_KIND_EN = re.compile(r"\b([a-z][a-z\-]{2,20}) (?:system|portal|platform|application|app)\b")
_GENERIC_KIND = re.compile(
    r"(?:이|그|저|전체|해당|운영|개발|모든|우리|사내|대상|본|서버|파일|상기|아래|관련|현재|지금|티켓|결재|관리|모니터링|업무|전|각|위|기존|신규|다른|어느|어떤|무슨|여러|담당)$",
)


class Mention(NamedTuple):
    """A stretch of the sentence and what it may stand for; `certainty` is 1.0 where spelled exactly."""

    start: int
    end: int
    targets: frozenset[Target]
    certainty: float


class Names(NamedTuple):
    """All mentions of a sentence, the sentence without them, and whether something unknown was named."""

    mentions: tuple[Mention, ...]
    rest: str
    unknown_institution: bool
    unknown_system: bool
    hints: tuple[Target, ...]


def _starts_well(text: str, place: int, name: str, taken: set[int]) -> bool:
    if place == 0 or place - 1 in taken:
        return True
    before = text[place - 1]
    if name[0].isascii():
        return not (before.isascii() and before.isalnum())
    return not "가" <= before <= "힣" or len(name) >= 4


def _ends_well(text: str, end: int, name: str, fleet: Fleet) -> bool:
    if end >= len(text):
        return True
    after = text[end]
    if name[-1].isascii():
        return not (after.isascii() and (after.isalpha() or (after.isdigit() and name[-1].isdigit())))
    if len(name) >= 4:
        return True
    run = _SYLLABLES.match(text, end)
    if run is None:
        return True
    tail = run.group()
    return bool(_FOLLOWER.match(tail)) or any(tail.startswith(key) for key in fleet.starts.get(tail[:2], ()))


def _exact(fleet: Fleet, text: str) -> list[Mention]:
    places = [place for place, char in enumerate(text) if char not in " -_."]
    key = "".join(text[place] for place in places)
    found: list[Mention] = []
    taken: set[int] = set()
    at = 0
    while at < len(key) - 1:
        for name in fleet.starts.get(key[at : at + 2], ()):
            if not key.startswith(name, at):
                continue
            start, end = places[at], places[at + len(name) - 1] + 1
            if _starts_well(text, start, name, taken) and _ends_well(text, end, name, fleet):
                found.append(Mention(start, end, fleet.names[name], 1.0))
                taken.update(range(start, end))
                at += len(name) - 1
                break
        at += 1
    return found


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = "\ufffc" * (end - start)
    return "".join(chars)


def _weak(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leaves out a system whose name is an everyday word where another system is named plainly."""
    plain = [m for m in mentions if name_key(text[m.start : m.end]) not in WEAK_NAMES]
    return plain if any(t.kind != "institution" for m in plain for t in m.targets) else mentions


def _similar(word: str, fleet: Fleet) -> tuple[frozenset[Target], float, tuple[Target, ...]]:
    """(targets meant, similarity, targets possibly meant)."""
    near = process.extract(
        letters(word), fleet.spellings, scorer=OSA.normalized_similarity, score_cutoff=0.72, limit=8
    )
    ranked = [(fleet.names[fleet.spelled[spelling]], score) for spelling, score, _ in near]
    hints = tuple(
        dict.fromkeys(target for targets, _ in ranked for target in targets if target.kind == "system")
    )
    if not ranked or ranked[0][1] < _CLOSE:
        return frozenset(), 0.0, hints
    best, score = ranked[0]
    rivals = [other for targets, other in ranked[1:] if not targets & best]
    if rivals and rivals[0] > score - _LEAD:
        return frozenset(), 0.0, hints
    return best, score, hints


def _fuzzy(text: str, fleet: Fleet, kinds: set[str]) -> tuple[list[Mention], list[Target]]:
    """Slips of a key, looked for only among words that mean nothing else."""
    found: list[Mention] = []
    hints: list[Target] = []
    for match in list(_WORD.finditer(text))[:40]:
        bare = without_particle(match.group())
        if len(bare) < (2 if "가" <= bare[0] <= "힣" else 5) or VOCABULARY.match(bare):
            continue
        targets, score, near = _similar(name_key(bare), fleet)
        hints.extend(near)
        if targets and {target.kind for target in targets} & kinds:
            found.append(Mention(match.start(), match.start() + len(bare), targets, score))
    return found, hints


def _prefixes(text: str, fleet: Fleet) -> list[Target]:
    """Systems whose name begins with a word of the sentence: offered as choices, never assumed."""
    hints: list[Target] = []
    for match in list(_WORD.finditer(text))[:40]:
        word = name_key(without_particle(match.group()))
        if len(word) >= 2 and not VOCABULARY.match(word):
            for name in fleet.starts.get(word[:2], ()):
                if name.startswith(word):
                    hints.extend(target for target in fleet.names[name] if target.kind == "system")
    return hints


def find_names(reading: Reading, fleet: Fleet) -> Names:
    """Everything of the inventory that the sentence names, and traces of names that the inventory lacks."""
    text = reading.text
    for quote in reading.quotes:  # a quoted name is only emphasis
        if name_key(quote) in fleet.names:
            place = reading.open.find(quote.lower())
            text = text[:place] + quote.lower() + text[place + len(quote) :] if place >= 0 else text
    text = GENERIC_PHRASES.sub(lambda m: "\ufffc" * len(m.group()), text)
    mentions = _weak(text, _exact(fleet, text))
    rest = _blank(text, [(m.start, m.end) for m in mentions])
    kinds = {"institution", "system"} - {t.kind for m in mentions for t in m.targets}
    if any(t.kind == "node" for m in mentions for t in m.targets):
        kinds = set()
    hints: list[Target] = []
    if kinds:
        close, hints = _fuzzy(rest, fleet, kinds)
        mentions += close
        rest = _blank(rest, [(m.start, m.end) for m in close])
        if "system" in kinds and not any(t.kind == "system" for m in close for t in m.targets):
            hints += _prefixes(rest, fleet)
    found = {t.kind for m in mentions for t in m.targets}
    return Names(
        tuple(sorted(mentions)),
        rest,
        "institution" not in found and "system" not in found and _names_office(rest),
        "system" not in found and _names_system(rest),
        tuple(dict.fromkeys(hints)),
    )


def _names_office(rest: str) -> bool:
    if _OFFICE_EN.search(rest):
        return True
    words = (without_particle(m.group()) for m in _SYLLABLES.finditer(rest))
    return any(
        _OFFICE.match(word) and not _NOT_OFFICE.search(word) and not VOCABULARY.match(word) for word in words
    )


def _names_system(rest: str) -> bool:
    korean = (m.group(1) for m in _KIND_KO.finditer(rest))
    if any(not _GENERIC_KIND.search(word) and not VOCABULARY.match(word) for word in korean):
        return True
    return any(not VOCABULARY.match(m.group(1)) for m in _KIND_EN.finditer(rest))
