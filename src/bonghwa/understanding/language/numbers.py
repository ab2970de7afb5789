"""Which of several servers: "1, 2번", "1호기", "첫번째", "두 대 다", "node 2", "both", "2번 빼고"."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_KOREAN_DIGITS = {"일": 1, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_ORDINALS = {
    "첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6,
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "one": 1, "two": 2, "three": 3, "four": 4,
}  # fmt: skip
_COUNTS = {
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "셋": 3,
    "네": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}

_N = r"0{0,2}\d{1,2}(?!\d)"
_JOIN = r" ?(?:,|·|/|&|및|와|과|이랑|랑|하고|and|~|-|부터|,? ?and|번과|번, ?|번이랑|번랑|번하고|번 및|번|번부터|호기,?|호기와|호기랑|or|to) ?"
_LIST = rf"{_N}(?:{_JOIN}{_N}){{0,11}}"
_BEHIND_LAYER = re.compile(
    rf" ?(?:서버|server|node|노드|#|no\.?|number|-|_|번호)? ?({_LIST})(?! ?(?:시간|시|분|초|일|월|년|대|줄|라인|개|인|%|프로|gb|mb|days?|hours?|minutes?|lines?|am\b|pm\b|\.\d|:\d))"
)
_COUNTED = re.compile(
    rf"(?<![\d\-.:])({_LIST}) ?(?:번(?!째)(?! ?(?:이상|넘|만에))|호기|호(?![가-힣])|노드|번 ?노드)(?! ?(?:세션|session|건|요청|승인|반려|줄))",
)
_COUNTED_EN = re.compile(
    rf"\b(?:nodes?|servers?|instances?|number|no\.|#|machines?|boxe?s?|numbers) ?#?({_LIST})(?! ?(?:am|pm|days?|hours?|lines?|%))"
)
_HASH = re.compile(r"(?<![\w])#(\d{1,2})(?!\d)")
_ORDINAL = re.compile(
    r"(첫|두|세|네|다섯|여섯) ?번째|\b(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\b(?! (?:of|time|thing|check|ask|day))|(?:node|server|number|instance) (one|two|three|four)\b",
)
# without "이": "이번" is "this time"
_SPOKEN = re.compile(
    r"(?<![가-힣])([일삼사오육칠팔구])(?:번(?! ?(?:주|달))(?=[^가-힣]|만|에|을|은|서버|하고|과|이랑)|호기)"
)
_HOW_MANY = re.compile(
    r"(한|두|세|네|다섯|여섯|\d{1,2}) ?대(?=[^가-힣]|다|를|만|모두|전부|의|에|도|중|순|로|랑|$)|(둘|셋|넷) ?(?:다|모두|전부)|\b(?:all )?(two|three|four|five) (?:of them|servers|nodes|instances|was|web|db|machines|boxes)\b",
)
_EVERY = re.compile(
    r"둘 ?다|양쪽|전부|모두|모든|전체|싹 ?다|전 ?서버|다 ?같이|\b(?:all|both|every|each|entire|whole)\b"
)
_LEFT_OUT = re.compile(r" ?(?:은|는|만|을|를)? ?(?:빼고|빼|제외|말고|말구|아니고|놔두고|냅두고|그대로 ?두)")
_EXCEPT_BEFORE = re.compile(
    r"(?:except|but not|excluding|without|other than|not|leave|skip)(?: for)?(?: the)?(?: (?:node|server|was|web|db|number))? ?$"
)
_RANGE = re.compile(r"(\d{1,2})(?:번|호기)? ?(?:~|-|부터|to) ?0*(\d{1,2})")


class Numbers(NamedTuple):
    """Node numbers said, numbers left out, how many servers, and whether all of them were meant."""

    wanted: tuple[int, ...]
    refused: tuple[int, ...]
    how_many: int | None
    every: bool

    @property
    def said(self) -> bool:
        """True where anything at all was said about which servers."""
        return bool(self.wanted or self.refused or self.how_many or self.every)


def _expand(said: str) -> list[int]:
    spread = [
        number
        for low, high in _RANGE.findall(said)
        if int(low) < int(high)
        for number in range(int(low), int(high) + 1)
    ]
    return spread + [int(number) for number in re.findall(r"\d{1,2}", said)]


def _candidates(text: str, layer_ends: Iterable[int]) -> Iterator[tuple[int, int, list[int]]]:
    """(start, end, numbers) of everything that looks like a choice of servers, surest first."""
    for pattern in (_COUNTED, _COUNTED_EN):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _expand(match.group(1))
    for end in layer_ends:
        if behind := _BEHIND_LAYER.match(text, end):
            yield behind.start(1), behind.end(1), _expand(behind.group(1))
    for match in _HASH.finditer(text):
        yield match.start(), match.end(), [int(match.group(1))]
    for match in _ORDINAL.finditer(text):
        yield match.start(), match.end(), [_ORDINALS[next(g for g in match.groups() if g)]]
    for match in _SPOKEN.finditer(text):
        yield match.start(), match.end(), [_KOREAN_DIGITS[match.group(1)]]


def _left_out(text: str, start: int, end: int) -> bool:
    behind = re.sub(r"^(?:번|호기)", "", text[end : end + 14])
    return bool(_LEFT_OUT.match(behind) or _EXCEPT_BEFORE.search(text[max(0, start - 32) : start]))


def find_numbers(text: str, layer_ends: Iterable[int], spans: Iterable[tuple[int, int]]) -> Numbers:
    """Reads node numbers from lower-case text.

    `layer_ends` are the places directly behind layer words ("와스1"); `spans` are stretches that belong to
    other identifiers and must not be read.
    """
    busy = list(spans)
    wanted: list[int] = []
    refused: list[int] = []
    for start, end, numbers in _candidates(text, layer_ends):
        if not any(low < end and start < high for low, high in busy):
            busy.append((start, end))
            (refused if _left_out(text, start, end) else wanted).extend(numbers)
    counted = _HOW_MANY.search(text)
    word = next(g for g in counted.groups() if g) if counted else ""
    return Numbers(
        tuple(dict.fromkeys(n for n in wanted if n not in refused)),
        tuple(dict.fromkeys(refused)),
        int(word) if word.isdigit() else _COUNTS.get(word),
        bool(_EVERY.search(text)),
    )
