"""Time stamps at the beginning of log lines and in fields, in the forms that servers really write."""

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(?P<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_CLOCK = r"(?P<h>\d{1,2}):(?P<m>\d{2}):(?P<s>\d{2})(?:[.,:](?P<f>\d{1,9}))?"
_ZONE = (
    r"(?:[ \t]?(?P<z>Z|[+-]\d{2}:?\d{2}|UTC|GMT|KST|JST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST)(?![\w:]))?"
)
_DAY_NAME = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?[ \t]+)?"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2024-05-06T07:08:09.123+09:00, 2024/05/06 07:08:09, 2024.05.06-07.08.09.123
        rf"(?P<Y>(?:19|20)\d{{2}})[-/.](?P<M>\d{{1,2}})[-/.](?P<D>\d{{1,2}})[T ,_]{{1,2}}{_CLOCK}{_ZONE}",
        # May  6 07:08:09 (RFC 3164), May 6 2024 07:08:09, Mon May 06 07:08:09.123 2024
        rf"{_DAY_NAME}{_MONTH}[ \t]+(?P<D>\d{{1,2}}),?[ \t]+(?:(?P<Y>(?:19|20)\d{{2}})[ \t]+)?{_CLOCK}{_ZONE}(?:[ \t]+(?P<Y2>(?:19|20)\d{{2}})(?!\d))?",
        # 06/May/2024:07:08:09 +0900, 06-May-2024 07:08:09.123, 06 May 2024 07:08:09.123, Mon, 06 May 2024 07:08:09 GMT
        rf"{_DAY_NAME}(?P<D>\d{{1,2}})[-/ ]{_MONTH}[-/ ,](?P<Y>(?:19|20)\d{{2}})[: ]{_CLOCK}{_ZONE}",
        # 2005-06-03-15.42.50.363779 and 20240506-07:08:09:123
        r"(?P<Y>(?:19|20)\d{2})-(?P<M>\d{2})-(?P<D>\d{2})-(?P<h>\d{2})\.(?P<m>\d{2})\.(?P<s>\d{2})\.(?P<f>\d{1,9})",
        rf"(?P<Y>(?:19|20)\d{{2}})(?P<M>[01]\d)(?P<D>[0-3]\d)[-T_ ]{_CLOCK}{_ZONE}",
        # 24/05/06 07:08:09, and the same without separators: 240506 07:08:09, 240506 070809
        rf"(?P<y>\d{{2}})/(?P<M>\d{{2}})/(?P<D>\d{{2}})[ ,]{{1,2}}{_CLOCK}",
        rf"(?P<y>\d{{2}})(?P<M>[01]\d)(?P<D>[0-3]\d)[ \t]+{_CLOCK}",
        r"(?P<y>\d{2})(?P<M>[01]\d)(?P<D>[0-3]\d) (?P<h>[0-2]\d)(?P<m>[0-5]\d)(?P<s>[0-5]\d)(?=[ ,])",
        # 5/6/2024 7:08:09 AM (Windows, month first)
        rf"(?P<M>\d{{1,2}})/(?P<D>\d{{1,2}})/(?P<Y>(?:19|20)\d{{2}})[ ,]{{1,2}}{_CLOCK}(?:[ ](?P<ap>[AP]M))?",
        # 05-06 07:08:09.123 and 05.06 07:08:09: no year
        rf"(?P<M>\d{{2}})[-./](?P<D>\d{{2}})[ \t]+{_CLOCK}",
        # klog: 0506 07:08:09.123456
        rf"(?P<M>[01]\d)(?P<D>[0-3]\d) {_CLOCK}",
    )
)

_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "KST": 9, "JST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2,
}  # fmt: skip
_EPOCH = re.compile(r"(?P<e>1\d{9}(?:\d{3}|\d{6}|\d{9})?)(?P<p>\.\d{1,9})?(?![\w.:-])")

_NAMED_FORMS = _FORMS[1:3]
_NUMBERED_FORMS = (_FORMS[0], *_FORMS[2:], _EPOCH)
_NAMES = frozenset((*_MONTHS, "mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def leading_time(
    text: str, position: int = 0, default_time: datetime | None = None
) -> tuple[datetime | None, int]:
    """The time stamp that starts at `position`, and where it ends.

    Missing year and zone come from `default_time` (usually "now": a date that would lie more than a day ahead of it
    belongs to the year before); without it a date without year gives no time, and a missing zone means UTC.
    Returns (None, end) for a recognised stamp whose time cannot be known, (None, position) if there is no stamp.
    """
    head, match = _match(text, position)
    if match is None:
        return None, position
    if match.re is _EPOCH:
        return from_epoch(float(head[: match.end()])), position + match.end()
    return _value(match.groupdict(), default_time), position + match.end()


def stamp_end(text: str, position: int = 0) -> int:
    """Where the time stamp that starts at `position` ends; `position` itself if none does."""
    match = _match(text, position)[1]
    return position if match is None else position + match.end()


def _match(text: str, position: int) -> tuple[str, re.Match[str] | None]:
    first = text[position : position + 1]
    if not first.isalnum() or not first.isascii():
        return "", None
    head = text[position : position + 64]
    if first.isalpha():
        if head[:3].lower() not in _NAMES:
            return head, None
        forms = _NAMED_FORMS
    else:
        forms = _NUMBERED_FORMS
    for form in forms:
        match = form.match(head)
        if match is not None:
            return head, match
    return head, None


def from_epoch(value: float) -> datetime | None:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970 (told apart by size) as UTC; None if absurd."""
    for limit, scale in ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9)):
        if abs(value) < limit:
            try:
                return datetime.fromtimestamp(value / scale, UTC)
            except (ValueError, OverflowError, OSError):
                return None
    return None


def from_field(value: object, default_time: datetime | None = None) -> datetime | None:
    """A time from a structured field: a number since 1970 or a text in any of the known forms."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return from_epoch(value) if value == value and value > 0 else None  # noqa: PLR0124 - NaN
    if not isinstance(value, str):
        return None
    text = value[:80]
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        text = text.strip()
        return leading_time(text, 0, default_time)[0]
    return _to_utc(parsed, default_time) if len(text) > 10 else None


def _to_utc(value: datetime, default_time: datetime | None) -> datetime | None:
    if value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        zone = default_time.tzinfo if default_time is not None and default_time.tzinfo is not None else UTC
        value = value.replace(tzinfo=zone)
    try:
        return value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _value(parts: dict[str, str | None], default_time: datetime | None) -> datetime | None:
    year_text = parts.get("Y") or parts.get("Y2")
    short = parts.get("y")
    month_name = parts.get("mon")
    month = _MONTHS[month_name[:3].lower()] if month_name else int(parts.get("M") or 0)
    if year_text:
        year = int(year_text)
    elif short:
        year = 2000 + int(short)
    elif default_time is not None:
        year = default_time.year
    else:
        return None
    fraction = (parts.get("f") or "0")[:6].ljust(6, "0")
    try:
        value = datetime(
            year,
            month,
            int(parts.get("D") or 0),
            _hour(int(parts.get("h") or 0), parts.get("ap")),
            int(parts.get("m") or 0),
            min(int(parts.get("s") or 0), 59),  # a leap second
            int(fraction),
            tzinfo=_zone(parts.get("z"), default_time),
        )
        if not year_text and not short and default_time is not None:
            now = default_time if default_time.tzinfo is not None else default_time.replace(tzinfo=UTC)
            if value - now > timedelta(days=1):
                value = value.replace(year=year - 1)
        return value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str | None) -> int:
    """0..23 of a clock that may be a twelve-hour one."""
    return hour if half is None else hour % 12 + (12 if half.upper() == "PM" else 0)


def _zone(text: str | None, default_time: datetime | None) -> timezone | None:
    if text:
        hours = _ZONES.get(text.upper())
        if hours is not None:
            return timezone(timedelta(hours=hours))
        minutes = int(text[1:3]) * 60 + int(text[-2:])
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
    if default_time is not None and default_time.tzinfo is not None:
        offset = default_time.utcoffset()
        return timezone(offset) if offset is not None else UTC
    return UTC
