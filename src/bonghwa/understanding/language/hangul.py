"""Hangul syllables as letters, so that one wrong key is one wrong letter, and the particles behind nouns."""

import re

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = 0xAC00, 0xD7A3

PARTICLES = (
    r"(?:에서는|에서도|에서만|에서|에게|에다가|에다|에는|에도|에만|에|으로는|으로|로는|로|부터|까지|한테|이랑|랑|하고"
    r"|은요|는요|은|는|이요|이|가|을|를|의|과|와|도|만|쪽에서|쪽에|쪽의|쪽은|쪽|꺼를|꺼는|꺼|거는|거|것|측|네|요|좀|님|관련해서|관련|건|용)"
)
_PARTICLE_TAIL = re.compile(PARTICLES + r"$")


def letters(text: str) -> str:
    """Each Hangul syllable taken apart into its two or three letters; other characters as they are."""
    parts: list[str] = []
    for char in text:
        code = ord(char)
        if _FIRST <= code <= _LAST:
            lead, rest = divmod(code - _FIRST, 588)
            vowel, tail = divmod(rest, 28)
            parts.append(_LEADS[lead] + _VOWELS[vowel] + _TAILS[tail])
        else:
            parts.append(char)
    return "".join(parts)


def without_particle(word: str) -> str:
    """The noun of a Korean word, where something of at least two syllables is left."""
    bare = _PARTICLE_TAIL.sub("", word)
    return bare if len(bare) >= 2 else word
