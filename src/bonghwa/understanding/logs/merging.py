"""Which shapes are one group: judged over all shapes of a stream, when the groups are asked for.

A shape is a line whose numbers, addresses and identifiers are already `<*>`. What remains to be decided is which plain
words are values, too. One line alone cannot tell; the shapes together can: words that stand alternately in the same
place are values if they stand where values stand (after `=`, in quotes, after "user", "from" ...), if they look like
identifiers, or if they are many. Words in capitals are states, and the first word of a line says what happens: both
are kept apart unless the evidence is strong.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from bonghwa.understanding.logs.variables import HOLE

_SEPARATORS = re.compile(r"(\.{3,}|[\s=:,;()\[\]{}\"'|])")  # dot leaders stand between a label and its value
_MAX_WORDS = 120
_ROUNDS = 4

# Nouns that are followed by a name, and prepositions that often are.
_NOUNS = frozenset(
    (
        "user", "users", "username", "account", "login", "host", "hostname", "name", "named", "node", "client", "peer",
        "device", "disk", "volume", "partition", "interface", "file", "directory", "folder", "path", "package", "table", "database", "schema", "topic",
        "queue", "key", "id", "job", "address", "domain", "session", "bucket", "tenant", "customer", "action",
        "사용자", "계정", "호스트", "서버",
    )
)  # fmt: skip
_PREPOSITIONS = frozenset(("for", "from", "by", "at", "via", "on", "with"))
_INTRODUCERS = _NOUNS | _PREPOSITIONS
_QUOTES = frozenset("\"'")
_BOOLEANS = frozenset(
    ("true", "false", "null", "none", "yes", "no", "on", "off", "True", "False", "None", "NULL")
)


class Merge(msgspec.Struct, frozen=True):
    """Shapes (by number) that are one group, the text that stands for them, and why they were put together."""

    members: tuple[int, ...]
    template: str
    reason: str


class _Node:
    """Shapes already found equal: the words and separators of their common template."""

    __slots__ = ("count", "members", "reasons", "separators", "words")

    def __init__(self, words: tuple[str, ...], separators: tuple[str, ...], member: int, count: int) -> None:
        self.words = words
        self.separators = separators
        self.members = [member]
        self.count = count
        self.reasons: dict[str, None] = {}


def find_merges(templates: Sequence[str], counts: Sequence[int]) -> tuple[Merge, ...]:
    """Merges among templates; every number occurs in at most one of them."""
    nodes = [_node(number, text, counts[number]) for number, text in enumerate(templates) if "\n" not in text]
    nodes = _merge_listings(nodes)
    alike: dict[tuple[str, ...], list[_Node]] = {}
    for node in nodes:
        alike.setdefault(node.separators, []).append(node)
    nodes = [
        node
        for members in alike.values()
        for node in (_merge_alike(members) if len(members) > 1 else members)
    ]
    return tuple(
        Merge(tuple(sorted(node.members)), _text(node), "; ".join(node.reasons))
        for node in nodes
        if len(node.members) > 1
    )


def _merge_alike(nodes: list[_Node]) -> list[_Node]:
    """Merges among nodes with the same separators; only such nodes can be one group."""
    nodes = _merge_buckets(nodes, _soft_key, _identifiers_vary)
    for _ in range(_ROUNDS):
        before = len(nodes)
        if before == 1:
            break
        nodes = _merge_families(_merge_buckets(nodes, _value_key, _values_vary))
        if len(nodes) == before:
            break
    return nodes


def _node(number: int, text: str, count: int) -> _Node:
    parts = _SEPARATORS.split(text, _MAX_WORDS)
    return _Node(tuple(parts[0::2]), tuple(parts[1::2]), number, count)


def _text(node: _Node) -> str:
    return "".join(
        word + separator for word, separator in zip(node.words, (*node.separators, ""), strict=True)
    )


@lru_cache(maxsize=1 << 14)
def _is_soft(word: str) -> bool:
    """Looks like an identifier: holds a hole, an address sign, or dots between letters (but `State.RUNNING` is a state)."""
    if HOLE in word or "@" in word:
        return True
    return "." in word[1:-1] and ".." not in word and not _is_state(word)


def _is_plain(word: str) -> bool:
    return len(word) > 1 and not _is_soft(word) and any(map(str.isalpha, word))


def _soft_key(node: _Node) -> object:
    return node.separators, tuple([HOLE if _is_soft(word) else word for word in node.words])


def _value_key(node: _Node) -> object:
    words, separators = node.words, node.separators
    key = [HOLE if _is_soft(word) else word for word in words]
    for place, before in enumerate(separators, 1):
        word = words[place]
        if (
            before in _MAY_PRECEDE_VALUE
            and key[place] is not HOLE
            and _stands_for_value(node, place)
            and not _is_state(word)
        ):
            key[place] = HOLE
    return separators, tuple(key)


_MAY_PRECEDE_VALUE = frozenset("=\"' :")


def _stands_for_value(node: _Node, place: int) -> bool:
    if not place:
        return False
    before = node.separators[place - 1]
    if before in "=\"'":
        return True
    if _after_spaced_equals(node, place):
        # `reason = SomeName` lists kinds as often as values; answers are values.
        return node.words[place] in _BOOLEANS
    return before in " :" and _previous_word(node.words, place).lower() in _INTRODUCERS


def _after_spaced_equals(node: _Node, place: int) -> bool:
    """`key = value` and `key= value`."""
    return place > 1 and node.separators[place - 2] == "=" and not node.words[place - 1]


def _previous_word(words: Sequence[str], place: int) -> str:
    for word in reversed(words[max(0, place - 2) : place]):
        if word:
            return word
    return ""


@lru_cache(maxsize=1 << 14)
def _is_state(word: str) -> bool:
    """Written in capitals, as constants of programs are; of a dotted name the last part counts."""
    if "." in word:
        word = word.rstrip(".").rsplit(".", 1)[-1]
    return len(word) > 1 and word.isupper() and word.replace("_", "").replace("-", "").isalpha()


def _merge_buckets(
    nodes: list[_Node], key: Callable[[_Node], object], judge: Callable[[Sequence[_Node], Sequence[int]], str]
) -> list[_Node]:
    """Merge the nodes of each bucket if `judge` names a reason for the places at which they differ."""
    buckets: dict[object, list[_Node]] = {}
    for node in nodes:
        buckets.setdefault(key(node), []).append(node)
    merged: list[_Node] = []
    for bucket in buckets.values():
        if len(bucket) == 1:
            merged.append(bucket[0])
            continue
        places = [
            place
            for place, words in enumerate(zip(*(node.words for node in bucket), strict=True))
            if len(set(words)) > 1
        ]
        reason = judge(bucket, places)
        if reason:
            merged.append(_union(bucket, places, reason))
        else:
            merged.extend(bucket)
    return merged


def _union(nodes: Sequence[_Node], places: Iterable[int], reason: str) -> _Node:
    words = list(nodes[0].words)
    for place in places:
        words[place] = HOLE
    first = nodes[0]
    union = _Node(tuple(words), first.separators, first.members[0], sum(node.count for node in nodes))
    union.members = [member for node in nodes for member in node.members]
    for node in nodes:
        union.reasons.update(node.reasons)
    union.reasons[reason] = None
    return union


def _constants(node: _Node, places: Iterable[int]) -> int:
    return sum(_is_plain(word) for place, word in enumerate(node.words) if place not in set(places))


def _identifiers_vary(bucket: Sequence[_Node], places: Sequence[int]) -> str:
    first = bucket[0]
    constants = _constants(first, places)
    needed = max(2, len(places))
    # Dotted names without a number (properties, packages) may be what the line is about: ask for more context.
    needed += 2 * sum(
        not _stands_for_value(first, place) and not any(HOLE in node.words[place] for node in bucket)
        for place in places
    )
    if places and places[0] == 0:
        needed = max(needed, 4)
    return f"only identifiers differ ({_samples(bucket, places[0])})" if constants >= needed else ""


def _values_vary(bucket: Sequence[_Node], places: Sequence[int]) -> str:
    constants = _constants(bucket[0], places)
    if constants < max(2, len(places)):
        return ""
    for place in places:
        if not _varies(bucket, place, constants):
            return ""
    return f"only values differ ({_samples(bucket, places[0])})"


def _merge_families(nodes: list[_Node]) -> list[_Node]:
    """Nodes that are equal but for one word, wherever it stands, widest families first."""
    families: dict[tuple[int, int], list[int]] = {}
    for number, node in enumerate(nodes):
        # The key without one word is the sum of all words' hashes less that word's: one pass instead of one per word.
        hashes = [hash((place, word)) for place, word in enumerate(node.words)]
        total = sum(hashes) + hash(node.separators)
        for place, own in enumerate(hashes):
            families.setdefault((place, total - own), []).append(number)
    wide = [
        (place, members)
        for (place, _), candidates in families.items()
        if len(candidates) > 1
        for members in _truly_alike(nodes, candidates, place)
    ]
    wide.sort(key=lambda family: -len(family[1]))
    taken: set[int] = set()
    merged: list[_Node] = []
    for place, members in wide:
        bucket = [nodes[number] for number in members if number not in taken]
        if len(bucket) > 1 and _varies(bucket, place, _constants(bucket[0], (place,))):
            taken.update(members)
            merged.append(_union(bucket, (place,), f"one word takes many values ({_samples(bucket, place)})"))
    return merged + [node for number, node in enumerate(nodes) if number not in taken]


def _truly_alike(nodes: Sequence[_Node], candidates: Sequence[int], place: int) -> list[list[int]]:
    """Candidates whose sums of hashes agree, told apart by their words (sums of hashes do collide)."""
    alike: dict[object, list[int]] = {}
    for number in candidates:
        node = nodes[number]
        alike.setdefault((node.separators, node.words[:place], node.words[place + 1 :]), []).append(number)
    return [members for members in alike.values() if len(members) > 1]


_LISTING = re.compile(r"(?P<title>[^=]{4,60}[: ])(?P<key>[A-Za-z][\w-]*(?:\.[\w-]+)+)=")


def _merge_listings(nodes: list[_Node]) -> list[_Node]:
    """Lines that list properties one by one: the same title, then a dotted name, `=` and anything."""
    listings: dict[str, list[_Node]] = {}
    rest: list[_Node] = []
    for node in nodes:
        match = _LISTING.match(_text(node).replace(HOLE, "0"))
        (listings.setdefault(match["title"], []) if match else rest).append(node)
    for title, members in listings.items():
        if sum(len(node.members) for node in members) < 4:
            rest.extend(members)
            continue
        union = _union(members, (), f"a list of properties under {title.strip()!r}")
        union.words, union.separators = (f"{title}{HOLE}={HOLE}",), ()
        rest.append(union)
    return rest


def _varies(bucket: Sequence[_Node], place: int, constants: int) -> bool:
    """Whether the words at one place are values, by where they stand, what they look like and how many they are."""
    values = {node.words[place] for node in bucket}
    if len(values) < 2:  # a place that does not differ here
        return True
    plain = {value for value in values if value and not _is_soft(value)}
    return constants >= _context_needed(bucket[0], place, values, plain)


_NEVER = _MAX_WORDS * 2


def _context_needed(node: _Node, place: int, values: set[str], plain: set[str]) -> int:
    """How many constant words must surround values like these at this place for them to be one variable."""
    before = node.separators[place - 1] if place else ""
    stands_for_value = _stands_for_value(node, place)
    if not plain:
        numbered = stands_for_value or any(HOLE in value for value in values)
        needed = 6 if not numbered else 2 if place else 4
    elif before in _QUOTES and place < len(node.separators) and node.separators[place] == before:
        needed = 1 if len(values) > 2 or len(plain) < len(values) else _NEVER
    elif sum(map(_is_state, plain)) * 2 > len(plain):
        needed = 2 if len(values) >= 12 else _NEVER
    elif values <= _BOOLEANS | {HOLE}:
        answers = (
            before in ("=", ":")
            or _after_spaced_equals(node, place)
            or _previous_is_colon(node, place)
            or _in_parentheses(node, place)
        )
        needed = 0 if answers else _NEVER
    elif stands_for_value:
        named = (
            before != "="
            and not _after_spaced_equals(node, place)
            and _previous_word(node.words, place).lower() in _NOUNS
        )
        needed = 2 if HOLE in values or len(values) >= (3 if named else 4) else _NEVER
    else:
        needed = 3 if len(values) >= (6 if place > 1 else 30) else _NEVER
    return needed


def _previous_is_colon(node: _Node, place: int) -> bool:
    return (
        place > 1
        and node.separators[place - 1] == " "
        and node.separators[place - 2] == ":"
        and not node.words[place - 1]
    )


def _in_parentheses(node: _Node, place: int) -> bool:
    before = node.separators[:place]
    return before.count("(") > before.count(")")


def _samples(bucket: Sequence[_Node], place: int) -> str:
    values = dict.fromkeys(node.words[place] or "nothing" for node in bucket)
    shown = ", ".join(list(values)[:3])
    return f"{shown} and {len(values) - 3} more" if len(values) > 3 else shown
