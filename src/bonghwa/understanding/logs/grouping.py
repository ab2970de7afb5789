"""Streaming grouping of log lines: no training, no settings per source, memory bounded by the number of line shapes."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from bonghwa.understanding.logs import shapes
from bonghwa.understanding.logs.encoding import decode
from bonghwa.understanding.logs.merging import Merge, find_merges

_DIGITS = b"0123456789"
_LONGEST_REMEMBERED = 2048
_MOST_REMEMBERED = 64 * 1024 * 1024
_LONGEST_SHAPE = 2000
_OVERFLOW = "<*> (further shapes)"


class Group(msgspec.Struct, frozen=True):
    """One group: its number, how many lines it holds, its template and the shapes that were merged into it."""

    id: int
    count: int
    template: str
    shapes: tuple[int, ...]


class Grouping(msgspec.Struct, frozen=True):
    """The state of a stream: `group_of[shape]` is the group of each shape number that `Grouper.add` has given.

    Group numbers are shape numbers (the first shape of the group), so they stay when a group grows, and when groups
    merge the lowest number is kept; `merges` says which and why.
    """

    group_of: tuple[int, ...]
    groups: tuple[Group, ...]
    merges: tuple[Merge, ...]

    def why(self, first: int, second: int) -> str:
        """Why two shapes are in one group (or that they are not), in a sentence for a person."""
        if first == second:
            return "Both lines have the same shape."
        if self.group_of[first] != self.group_of[second]:
            return "They are in different groups."
        group = self.group_of[first]
        merge = next(merge for merge in self.merges if group in merge.members)
        return f"Both are {merge.template!r}: {merge.reason}."

    def absorbed_since(self, earlier: "Grouping") -> dict[int, int]:
        """Groups of an earlier state that have since become part of another: old number to new number."""
        return {
            group.id: self.group_of[group.id]
            for group in earlier.groups
            if self.group_of[group.id] != group.id
        }


class Grouper:
    """Maps each line to a shape number at once, and shapes to groups when asked.

    Args:
        max_shapes: most shapes kept; lines of further shapes share one overflow shape.
        cache_size: most distinct digit-free lines remembered for speed (forgotten all at once when full).
    """

    def __init__(self, max_shapes: int = 50_000, cache_size: int = 1 << 18) -> None:
        self._max_shapes = max_shapes
        self._cache_size = cache_size
        self._by_line: dict[bytes, int] = {}
        self._by_words: dict[str, int] = {}
        self._remembered = 0
        self._by_template: dict[str, int] = {}
        self._templates: list[str] = []
        self._counts: list[int] = []

    def add(self, line: str | bytes) -> int:
        """Count one line (or one joined record) and give its shape number."""
        raw = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
        shape = self._by_line.get(raw.translate(None, _DIGITS))
        if shape is None:
            shape = self._shape_of(raw)
        self._counts[shape] += 1
        return shape

    def add_many(self, lines: Iterable[bytes]) -> list[int]:
        """Count many lines and give their shape numbers; the fast way for files and batches."""
        known = self._by_line.get
        numbers: list[int] = []
        append = numbers.append
        for line in lines:
            shape = known(line.translate(None, _DIGITS))
            append(self._shape_of(line) if shape is None else shape)
        for shape, count in Counter(numbers).items():
            self._counts[shape] += count
        return numbers

    def grouping(self) -> Grouping:
        """The groups as they are known now."""
        merges = find_merges(self._templates, self._counts)
        group_of = list(range(len(self._templates)))
        texts = list(self._templates)
        for merge in merges:
            first = min(merge.members)
            for member in merge.members:
                group_of[member] = first
            texts[first] = merge.template
        members: dict[int, list[int]] = {}
        for shape, group in enumerate(group_of):
            members.setdefault(group, []).append(shape)
        groups = tuple(
            Group(group, sum(self._counts[shape] for shape in inside), texts[group], tuple(inside))
            for group, inside in members.items()
        )
        return Grouping(tuple(group_of), groups, merges)

    def _shape_of(self, raw: bytes) -> int:
        text = decode(raw)
        words = shapes.words_of(text)
        shape = self._by_words.get(words)
        if shape is None:
            shape = self._number(shapes.shape_of_words(words)[:_LONGEST_SHAPE])
        if len(raw) <= _LONGEST_REMEMBERED:
            self._make_room(len(raw) + len(words))
            self._by_words[words] = shape
            if not shapes.digits_matter(words):
                self._by_line[raw.translate(None, _DIGITS)] = shape
        return shape

    def _make_room(self, size: int) -> None:
        """Forget all remembered lines once they are too many or too large; shapes stay."""
        self._remembered += size
        if (
            len(self._by_words) >= self._cache_size
            or len(self._by_line) >= self._cache_size
            or self._remembered > _MOST_REMEMBERED
        ):
            self._by_line.clear()
            self._by_words.clear()
            self._remembered = size

    def _number(self, template: str) -> int:
        shape = self._by_template.get(template)
        if shape is None:
            if len(self._templates) >= self._max_shapes:
                template = _OVERFLOW
                if (shape := self._by_template.get(template)) is not None:
                    return shape
            shape = len(self._templates)
            self._by_template[template] = shape
            self._templates.append(template)
            self._counts.append(0)
        return shape


def explain(a: str, b: str) -> str:
    """Why two lines have one shape, or in what their shapes differ, in a sentence for a person.

    Whether two different shapes are one group depends on the stream; its `Grouping.merges` give those reasons.
    """
    left, right = (shapes.shape_of_words(shapes.words_of(line)) for line in (a, b))
    if left == right:
        return f"Both read {left!r} once header, numbers, addresses, paths and identifiers are left out."
    left_words, right_words = left.split(), right.split()
    if len(left_words) != len(right_words):
        return f"Their shapes differ: {left!r} and {right!r}."
    pairs = [(x, y) for x, y in zip(left_words, right_words, strict=True) if x != y]
    words = ", ".join(f"{x!r} against {y!r}" for x, y in pairs[:5])
    return f"Their shapes differ in {len(pairs)} of {len(left_words)} words: {words}."
