"""Cursor paging over time-ordered ids: stable while new rows arrive."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import sqlalchemy as sa
from msgspec import Struct

T = TypeVar("T")

MAX_LIMIT = 500


class Page(Struct, Generic[T], frozen=True):
    """Items newest first; `next_cursor` fetches the following ones, None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None = None


def paged(
    statement: sa.Select[tuple[object, ...]], id_: sa.Column[str], cursor: str | None, limit: int
) -> sa.Select[tuple[object, ...]]:
    """`statement`, newest first from below `cursor`, one row more than `limit` to see whether there are others."""
    if cursor:
        statement = statement.where(id_ < cursor)
    return statement.order_by(id_.desc()).limit(min(limit, MAX_LIMIT) + 1)


def page_of(items: Sequence[T], ids: Sequence[str], limit: int) -> Page[T]:
    """The page made of rows fetched through `paged`."""
    limit = min(limit, MAX_LIMIT)
    more = len(items) > limit
    return Page(items=tuple(items[:limit]), next_cursor=ids[limit - 1] if more else None)
