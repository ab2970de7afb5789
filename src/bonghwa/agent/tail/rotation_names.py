"""Names that rotation gives: which name a rotated file probably had while it was written."""

import re

# .1, -20240506, .2024-05-06.3, _2024-05-06T07, .old, .bak …: what rotation tools put behind or inside a name.
_MARK = r"[.\-_](?:\d{1,14}(?:[.\-_T:]?\d{1,9}){0,6}|old|bak|prev|copy|last)"
_BEHIND = re.compile(rf"(?P<base>.+?)(?:{_MARK}){{1,3}}\Z", re.IGNORECASE)
_INSIDE = re.compile(rf"(?P<stem>.+?)(?:{_MARK}){{1,3}}(?P<end>\.[A-Za-z]{{1,8}})\Z", re.IGNORECASE)
_LONGEST = 255


def possible_originals(name: str) -> tuple[str, ...]:
    """Names of which `name` may be a rotation: `app.log.1` and `app-20240506.log` may come from `app.log`."""
    if len(name) > _LONGEST:
        return ()
    found = []
    if behind := _BEHIND.match(name):
        found.append(behind["base"])
    if inside := _INSIDE.match(name):
        found.append(inside["stem"] + inside["end"])
    return tuple(found)
