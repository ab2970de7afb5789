"""Times as people say them: "최근 3일간", "어제 새벽", "since 3am", "매일 새벽 3시", "30일 이내"."""

import datetime as dt
import re

_UNITS = (
    (r"분", "m"), (r"시간", "h"), (r"일|날", "d"), (r"주일?", "w"), (r"개월|달", "mo"),
    (r"minutes?|mins?", "m"), (r"hours?|hrs?", "h"), (r"days?", "d"), (r"weeks?", "w"), (r"months?", "mo"),
)  # fmt: skip
_UNIT = "|".join(pattern for pattern, _ in _UNITS)
_WORDS = {
    "하루": "1d", "이틀": "2d", "사흘": "3d", "나흘": "4d", "열흘": "10d", "일주일": "7d", "보름": "15d", "한달": "1mo", "한시간": "1h", "두시간": "2h",
    "반나절": "12h", "an hour": "1h", "one hour": "1h", "a day": "1d", "a week": "7d", "a month": "1mo", "half an hour": "30m", "삼십분": "30m", "반시간": "30m",
    "세시간": "3h", "일년": "1y",
}  # fmt: skip
_SPOKEN_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "twelve": 12,
    "couple of": 2,
    "few": 3,
}
_SPAN = re.compile(
    rf"(?:(?:최근|지난|직전|요) ?)?(?<![\d.:\-])(\d{{1,4}}) ?({_UNIT})(?: ?(?:간|동안|전|이내|내|치|새|사이|of|ago))?(?![a-z])",
)
_RECENT = re.compile(
    r"최근|지난|직전|동안|간의?|전부터|이내|치\b|사이|\b(?:last|past|previous|recent|within|ago|for|in the)\b|\d ?(?:시간|일|분|주)(?:간|치|동안|전)"
)
_SPAN_EN = re.compile(
    rf"(?:last|past|previous|within|in the last) (?:the )?({'|'.join(_SPOKEN_NUMBERS)}|\d{{1,4}}) (minutes?|mins?|hours?|hrs?|days?|weeks?|months?)"
)
_DAYS = (
    (r"그저께|그제|엊그제|the day before yesterday", "day_before_yesterday"),
    (r"어제|어저께|전일|yesterday|last night|어젯밤", "yesterday"),
    (r"오늘|금일|당일|today|this morning|tonight|오늘자", "today"),
)
_PERIODS = (
    (r"지난 ?주|저번 ?주|전주|last week", "last_week"), (r"이번 ?주|금주|this week", "this_week"),
    (r"지난 ?달|저번 ?달|전월|last month", "last_month"), (r"이번 ?달|금월|당월|this month", "this_month"),
    (r"올해|금년|this year", "this_year"), (r"작년|지난해|last year", "last_year"), (r"이번 ?분기|this quarter", "this_quarter"),
)  # fmt: skip
_PARTS = (
    (r"새벽|dawn|early (?:this )?morning|overnight", "00:00"), (r"아침|morning", "06:00"), (r"오전", "00:00"), (r"점심|noon", "12:00"),
    (r"오후|afternoon", "12:00"), (r"저녁|evening", "18:00"), (r"밤|night", "20:00"),
)  # fmt: skip
_CLOCK_KO = re.compile(r"(오전|오후|새벽|아침|저녁|밤|낮)? ?(\d{1,2}) ?시(?!간)(?: ?(\d{1,2}) ?분| ?(반))?")
_CLOCK = re.compile(
    r"(오전|오후|새벽|아침|저녁|밤|낮)? ?(?<![\d.])(\d{1,2}):(\d{2})(?![\d])(?: ?(am|pm))?|(?<![\d.:\-])(\d{1,2})() ?(am|pm|o'?clock)\b"
)
_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})월 ?(\d{1,2})일")
_MIDNIGHT = re.compile(r"자정|midnight")
_NOON = re.compile(r"정오|\bnoon\b")
_OLDER = re.compile(
    rf"(\d{{1,4}}) ?({_UNIT}) ?(?:이상|넘|지난|전|초과|보다|된|경과|이전|or older|old)|(?:older than|over|more than|before) (\d{{1,4}}) ?({_UNIT})",
)
_WITHIN = re.compile(
    rf"(\d{{1,4}}) ?({_UNIT}) ?(?:이내|안에|내에|내로|내|남은|이하|미만)|(?:within|in the next|next|less than|under|in) (?:the next )?(\d{{1,4}}) ?({_UNIT})"
)
_WEEKDAYS = (
    (r"월요일|\bmon(?:day)?s?\b", "mon"), (r"화요일|\btue(?:s|sday)?s?\b", "tue"), (r"수요일|\bwed(?:nesday)?s?\b", "wed"), (r"목요일|\bthu(?:rs|rsday)?s?\b", "thu"),
    (r"금요일|\bfri(?:day)?s?\b", "fri"), (r"토요일|\bsat(?:urday)?s?\b", "sat"), (r"일요일|\bsun(?:day)?s?\b", "sun"),
    (r"평일|weekdays?", "weekdays"), (r"주말|weekends?", "weekend"), (r"매월|매달|monthly|every month", "monthly"), (r"매주|weekly|every week\b", "weekly"),
    (r"매일|날마다|daily|every (?:day|night|morning|evening)|nightly|each (?:day|night)", "daily"),
)  # fmt: skip
_EVERY = re.compile(r"(\d{1,3}) ?(분|시간)마다|매 ?(\d{1,3}) ?(분|시간)|every (\d{1,3}) (minutes?|hours?)")
_HOURLY = re.compile(r"매시간|매시|시간마다|hourly|every hour")


def _unit(word: str) -> str:
    return next(short for pattern, short in _UNITS if re.fullmatch(pattern, word))


def _pair(match: re.Match[str]) -> str:
    number, unit = (group for group in match.groups() if group)
    return f"{_SPOKEN_NUMBERS.get(number) or int(number)}{_unit(unit)}"


def clock_time(text: str) -> str | None:
    """The first time of day as HH:MM, or None."""
    for pattern in (_CLOCK_KO, _CLOCK):
        for match in pattern.finditer(text):
            groups = match.groups()
            if pattern is _CLOCK_KO:
                part, hour, minute = groups[0] or "", int(groups[1]), 30 if groups[3] else int(groups[2] or 0)
            else:
                part, hour, minute = (
                    (groups[0] or groups[3] or groups[6] or ""),
                    int(groups[1] or groups[4]),
                    int(groups[2] or 0),
                )
            if hour < 12 and part in ("오후", "저녁", "밤", "pm"):
                hour += 12
            elif hour == 12 and part in ("오전", "새벽", "am", "밤"):
                hour = 0
            if hour <= 24 and minute < 60:
                return f"{hour % 24:02d}:{minute:02d}"
    if _MIDNIGHT.search(text):
        return "00:00"
    return "12:00" if _NOON.search(text) else None


def since(text: str) -> str | None:
    """How far back is meant: "3d", "1h", "today", "yesterday", "yesterday 00:00", "03:00", "2026-03-01"."""
    if date := _DATE.search(text):
        year, month, day, short_month, short_day = date.groups()
        return (
            f"{year}-{int(month):02d}-{int(day):02d}"
            if year
            else f"{int(short_month):02d}-{int(short_day):02d}"
        )
    if match := _SPAN_EN.search(text):
        return _pair(match)
    if _RECENT.search(text) and (match := _SPAN.search(text)):
        return _pair(match)
    tight = text.replace(" ", "")
    for word, value in _WORDS.items():
        if word in text or word in tight:
            return value
    for pattern, value in _DAYS:
        if re.search(pattern, text):
            at = clock_time(text) or next((hour for part, hour in _PARTS if re.search(part, text)), None)
            return f"{value} {at}" if at else value
    return period(text) or clock_time(text)


def period(text: str) -> str | None:
    """A calendar period: "this_week", "last_month", … or None."""
    return next((value for pattern, value in _PERIODS if re.search(pattern, text)), None)


def older_than(text: str) -> str | None:
    """An age ("7일 이상 된"), as "7d", or None."""
    match = _OLDER.search(text)
    if match:
        return _pair(match)
    return next(
        (value for word, value in _WORDS.items() if re.search(rf"{word} ?(?:이상|넘|지난|전|된)", text)), None
    )


def within(text: str) -> str | None:
    """A time ahead ("30일 이내", "next 30 days"), as "30d", or None."""
    match = _WITHIN.search(text)
    if match:
        return _pair(match)
    return next(
        (value for word, value in _WORDS.items() if re.search(rf"{word} ?(?:이내|안에|내에|남)", text)), None
    )


def schedule(text: str) -> tuple[str | None, str | None]:
    """(time, day) of a repeated job: ("03:00", "daily"), ("hourly", None), ("every 10m", None)."""
    if match := _EVERY.search(text):
        return f"every {_pair(match)}", None
    if _HOURLY.search(text):
        return "hourly", None
    day = next((value for pattern, value in _WEEKDAYS if re.search(pattern, text)), None)
    return clock_time(text), day


def since_date(value: str, today: dt.date) -> dt.date | None:
    """The calendar date a relative `since` begins at, seen from `today`."""
    fixed = {
        "today": 0, "yesterday": 1, "day_before_yesterday": 2, "this_week": today.weekday(), "last_week": today.weekday() + 7,
    }  # fmt: skip
    name = value.partition(" ")[0]
    if name in fixed:
        return today - dt.timedelta(days=fixed[name])
    if name == "this_month":
        return today.replace(day=1)
    if name == "last_month":
        return (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    if span := re.fullmatch(r"(\d{1,4})(m|h|d|w|mo|y)", name):
        days = {"m": 0, "h": 0, "d": 1, "w": 7, "mo": 30, "y": 365}[span.group(2)] * int(span.group(1))
        return today - dt.timedelta(days=min(days, 36_500))
    return None
