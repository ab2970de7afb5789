"""Pieces of words that the shell replaces: parameters, escapes, inner commands."""

import re
from dataclasses import dataclass

HOLE = "\ue002"
"""Stands for text that nobody can foresee (it may hold slashes, dashes, anything)."""
TAME = "\ue003"
"""Stands for text that is a number, a date or a plain name: neither an option nor a path with slashes."""

AMBIENT = {"HOME": "/home/me", "PWD": ".", "TMPDIR": "/tmp", "OLDPWD": HOLE}  # noqa: S108  # a value to judge, not a place used
"""Variables of every session, with a stand-in value that is judged like the real one."""

SECRET_VARIABLE = re.compile(
    r"(?i)passw|passphrase|secret|token|credential|api_?key|access_?key|private|encrypt.*key|signing|_pwd\b|_pw\b|(?:^|_)pw$|^pgpass|_pass$|_key$|_auth$"
)
TAME_VARIABLE = re.compile(r"(?:[#?$!]|USER|LOGNAME|HOSTNAME|UID|EUID|PPID|RANDOM|SECONDS|LINENO|BASHPID)\Z")
TAME_OUTPUT = re.compile(
    r"\s*(?:sudo (?:-n )?)?(?:(?:pgrep|pidof|nproc|whoami|uname|arch|tty)(?: [\w .'\"-]*)?|hostname(?: -[sfIi])?"
    r"|date(?: -u)?(?: (?:-d|--date[= ]).{1,40}?)? ['\"]?\+%[\w%:._-]*['\"]?|date|id -[ugn]+(?: \w+)?|wc -[lcw]+"
    r"|seq(?: -?\d+){1,3}|(?:docker|podman) ps -[aq]+)\s*(?:\| *(?:(?:head|tail)(?: -n)? ?-?\d*|awk '\{ ?print \$\d ?\}'|tr -d ['\"]? ?['\"]?) *)?\Z"
)
"""Commands whose output is a number, a date or a plain name."""
_LISTING = re.compile(
    r"\s*ls (?:-[1tarSd]+ )*((?:/[\w.*-]+){1,8}/[\w.-]*\*[\w.*-]*)\s*(?:\|\s*(?:head|tail)(?: -n)? ?-?\d+\s*)?\Z"
)


def listed(body: str) -> str | None:
    """The pattern whose files `$(ls -t PATTERN | head -1)` gives, or None for any other command."""
    match = _LISTING.match(body)
    return match[1] if match else None


_PARAMETER = re.compile(
    r"(?P<count>#)?(?P<name>[A-Za-z_]\w*|[0-9@*#?$!_-])(?P<index>\[(?:@|\*|\d{1,6}|[A-Za-z_]\w*|-1)\])?(?P<rest>.*)\Z",
    re.DOTALL,
)
_SLICE = re.compile(r": ?-?\d+(?::-?\d+)?\Z")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A `${…}`: whose value, and the words that its operator brings along."""

    name: str
    operand: str = ""
    exact: bool = False
    tame: bool = False


def parameter(body: str) -> Parameter | str:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
    """What the inside of `${…}` asks for, or a sentence that says why it is not acceptable."""
    if body.startswith("!"):
        return f"“${{{body[:40]}}}” names a variable through another variable, which hides what is used."
    match = _PARAMETER.match(body)
    if match is None:
        return f"“${{{body[:40]}}}” cannot be read with certainty."
    name, rest = match["name"], match["rest"]
    if match["count"]:
        return (
            Parameter(name, tame=True) if not rest else f"“${{{body[:40]}}}” cannot be read with certainty."
        )
    if not rest:
        return Parameter(name, exact=match["index"] is None)
    if rest.startswith("@"):
        return f"“${{{body[:40]}}}” transforms a value and may run it."
    if _SLICE.match(rest):
        if name in {"PATH", "SHELL", "BASH", "HOME", "PWD", "IFS", "0", "SHELLOPTS", "BASHOPTS"}:
            return f"“${{{body[:40]}}}” cuts letters out of a variable to hide a word."
        return Parameter(name)
    if rest[0] == ":" and rest[1:2] not in {"-", "=", "+", "?"}:
        return f"“${{{body[:40]}}}” computes a position; it cannot be read with certainty."
    if rest[0] in ":-=+?%#/^,":
        return Parameter(name, operand=rest)
    return f"“${{{body[:40]}}}” cannot be read with certainty."


_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", "'": "'", '"': '"', "r": "\r"}


def decode_ansi(source: str, place: int) -> tuple[str, int, str | None]:
    """The text of a `$'…'` from behind its quote, the place after it, and a complaint about encoded letters."""
    out: list[str] = []
    why: str | None = None
    while place < len(source) and source[place] != "'":
        if source[place] != "\\":
            out.append(source[place])
            place += 1
            continue
        code = source[place + 1 : place + 2]
        if code in _SIMPLE_ESCAPES:
            out.append(_SIMPLE_ESCAPES[code])
        else:
            why = f"“{source[:60]}” writes letters as codes, which hides the words."
            out.append(HOLE)
        place += 2
    return "".join(out), place + 1, why


def close_of(source: str, place: int, closing: str) -> int:  # noqa: C901  # one plain branch for each sign or form of the grammar
    """Where the bracket that is open at `place` closes, minding quotes and nesting; -1 when it does not.

    Comments and here-documents inside would make this uncertain, so they count as never closed.
    """
    opening = {")": "(", "}": "{", "]": "["}[closing]
    depth = 0
    while place < len(source):
        letter = source[place]
        if letter == "\\":
            place += 2
            continue
        if letter == "'":
            place = source.find("'", place + 1)
            if place < 0:
                return -1
        elif letter == '"':
            place = _double_end(source, place + 1)
            if place < 0:
                return -1
        elif letter == closing and depth == 0:
            return place
        elif letter == closing:
            depth -= 1
        elif letter == opening:
            depth += 1
        elif closing == ")" and (
            (letter == "#" and source[place - 1] in " \t\n;(")
            or (letter == "<" and _is_heredoc(source, place))
        ):
            return -1
        place += 1
    return -1


def _is_heredoc(source: str, place: int) -> bool:
    return source.startswith("<<", place) and not source.startswith("<<<", place) and source[place - 1] != "<"


def _double_end(source: str, place: int) -> int:
    """Where a double quote opened before `place` ends; inner `$(…)` and `${…}` are skipped whole."""
    while place < len(source):
        letter = source[place]
        if letter == "\\":
            place += 2
            continue
        if letter == '"':
            return place
        if letter == "$" and source[place + 1 : place + 2] in {"(", "{"}:
            end = close_of(source, place + 2, ")" if source[place + 1] == "(" else "}")
            if end < 0:
                return -1
            place = end
        place += 1
    return -1
