"""Which templates are one group: judged over all templates seen, so that rare and frequent words can be told apart."""

from collections.abc import Sequence

import msgspec


class Merge(msgspec.Struct, frozen=True):
    """Templates (by index) that are one group, the text that stands for them, and why they were put together."""

    members: tuple[int, ...]
    template: str
    reason: str


def find_merges(templates: Sequence[str], counts: Sequence[int]) -> tuple[Merge, ...]:
    """Merges among templates; every index occurs in at most one of them."""
    return ()
