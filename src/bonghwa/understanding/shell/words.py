"""Words of a command after quotes, escapes and expansions, as far as they can be foreseen.

The tree gives the structure of a command; this reader goes through the text of each word on its own, so that the two
must agree. What cannot be foreseen stays visible as a mark character inside the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.expansions import (
    AMBIENT,
    HOLE,
    SECRET_VARIABLE,
    TAME,
    TAME_OUTPUT,
    TAME_VARIABLE,
    close_of,
    decode_ansi,
    listed,
    parameter,
)

STAR, ONE, SPLIT, OPEN, COMMA, SHUT = "\ue000", "\ue001", "\ue004", "\ue005", "\ue006", "\ue007"
_MARKED = re.compile("[\ue000-\ue003]")
_UNSURE = re.compile("[\ue002\ue003]")
_PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,^-]+\Z")
_RANGE = re.compile(r"-?\w{1,9}\.\.-?\w{1,9}(\.\.-?\d{1,5})?\Z")
_SHOWN = str.maketrans({STAR: "*", ONE: "?", HOLE: "…", TAME: "…"})
MOST_ALTERNATIVES = 64


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its foreseeable text (with marks for globs and unknown parts) and what was written."""

    text: str
    source: str
    quoted: bool = False
    pieced: bool = False

    @property
    def sure(self) -> bool:
        """Whether the text is exactly what the program will receive."""
        return _MARKED.search(self.text) is None

    @property
    def unforeseen(self) -> bool:
        """Whether a part comes from a variable or a command's output."""
        return _UNSURE.search(self.text) is not None

    @property
    def may_be_option(self) -> bool:
        """Whether an unknown beginning could turn into an option."""
        return self.text[:1] in {HOLE, STAR, ONE}

    @property
    def shown(self) -> str:
        """The text for people."""
        return self.text.translate(_SHOWN)[:120]


def literal(text: str) -> Word:
    """A word that is exactly `text`."""
    return Word(text, text)


@dataclass(slots=True)
class Scope:
    """What the word reader knows and whom it tells: values of variables, inner scripts, complaints."""

    inner: Callable[[str], None]
    complain: Callable[[str], None]
    values: dict[str, str] = field(default_factory=dict)
    tame: set[str] = field(default_factory=set)


def read_words(source: str, scope: Scope) -> list[Word]:
    """The words that one written word becomes (several after brace expansion or an unquoted variable)."""
    if _PLAIN.match(source):
        return [Word(source, source)]
    reader = _Reader(source, scope)
    text = reader.read()
    quoted = reader.quoted
    pieced = reader.pieced
    texts = _brace(text, scope) if OPEN in text else [text]
    found: list[Word] = []
    for item in texts:
        plain = (
            item.replace(COMMA, ",").replace(SHUT, "}").replace(OPEN, "{")
            if COMMA in item or SHUT in item
            else item
        )
        if SPLIT in plain:
            found.extend(Word(part, source, quoted, pieced) for part in plain.split(SPLIT) if part)
        else:
            found.append(Word(plain, source, quoted, pieced))
    return found


def read_quoted(body: str, scope: Scope) -> str:
    """The text of an unquoted here-document: only expansions count."""
    reader = _Reader(body, scope)
    return reader.double(end=None)


def _brace(text: str, scope: Scope) -> list[str]:
    """Brace expansion, bounded; a range stands as an unknown tame part."""
    done: list[str] = []
    todo = [text]
    while todo:
        item = todo.pop()
        shut = item.find(SHUT)
        opened = item.rfind(OPEN, 0, shut) if shut >= 0 else -1
        if opened < 0:
            done.append(item.replace(OPEN, "{").replace(SHUT, "}").replace(COMMA, ","))
            continue
        before, inside, after = item[:opened], item[opened + 1 : shut], item[shut + 1 :]
        if COMMA in inside:
            todo.extend(before + part + after for part in inside.split(COMMA))
        elif _RANGE.match(inside):
            todo.append(before + TAME + after)
        else:
            todo.append(before + "{" + inside + "}" + after)
        if len(todo) + len(done) > MOST_ALTERNATIVES:
            scope.complain("A brace expression makes too many words to look at each.")
            return [HOLE]
    return done[::-1]


class _Reader:
    """Reads one written word from left to right, once."""

    def __init__(self, source: str, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.place = 0
        self.quoted = False
        self.pieced = False

    def read(self) -> str:  # noqa: C901, PLR0912  # one plain branch for each sign or form of the grammar
        out: list[str] = []
        source = self.source
        pieces = 0
        if source.startswith("~"):
            out.append(self._tilde())
        while self.place < len(source):
            letter = source[self.place]
            if letter == "'":
                end = source.find("'", self.place + 1)
                if end < 0:
                    self.scope.complain(f"The quote in “{source[:60]}” is never closed.")
                    return HOLE
                out.append(source[self.place + 1 : end])
                self.place = end + 1
                self.quoted = True
                pieces += 1
            elif letter == '"':
                self.place += 1
                out.append(self.double(end='"'))
                self.quoted = True
                pieces += 1
            elif letter == "\\":
                following = source[self.place + 1 : self.place + 2]
                if following in {"\n", ""}:
                    self.scope.complain(f"A line break hidden inside the word “{source[:60]!r}”.")
                out.append(following)
                self.quoted = True
                pieces += self.place > 0
                self.place += 2
            elif letter == "$":
                out.append(self._dollar(quoted=False))
            elif letter == "`":
                out.append(self._backtick())
            elif letter in "<>" and source[self.place + 1 : self.place + 2] == "(":
                out.append(self._inner(2))
            elif letter in " \t\n;|&<>()":
                self.scope.complain(
                    f"“{source[:60]}” is not one plain word; the line cannot be read with certainty."
                )
                return HOLE
            else:
                out.append(self._plain(letter))
        if pieces and len(source) > 2:
            self.pieced = not (pieces == 1 and (source[0] in "'\"" and source[-1] == source[0]))
        return "".join(out)

    def _plain(self, letter: str) -> str:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
        self.place += 1
        match letter:
            case "*":
                return STAR
            case "?":
                return ONE
            case "[":
                end = self.source.find("]", self.place + 1)
                if (
                    end < 0
                    or end - self.place > 40
                    or patterns.search(r"[\s$`'\"]", self.source[self.place : end])
                ):
                    return "["
                self.place = end + 1
                return ONE
            case "{":
                return OPEN
            case ",":
                return COMMA
            case "}":
                return SHUT
        return letter

    def double(self, end: str | None) -> str:
        """The inside of double quotes (or a here-document when `end` is None)."""
        out: list[str] = []
        source = self.source
        while self.place < len(source):
            letter = source[self.place]
            if letter == end:
                self.place += 1
                return "".join(out)
            if letter == "\\":
                following = source[self.place + 1 : self.place + 2]
                if following == "\n":
                    out.append("")
                elif following and following in '$`"\\':
                    out.append(following)
                else:
                    out.append(letter + following)
                self.place += 2
            elif letter == "$":
                out.append(self._dollar(quoted=True))
            elif letter == "`":
                out.append(self._backtick())
            else:
                out.append(letter)
                self.place += 1
        if end is not None:
            self.scope.complain(f"The quote in “{source[:60]}” is never closed.")
        return "".join(out)

    def _tilde(self) -> str:
        match = patterns.match(r"~([A-Za-z0-9_.-]*)(?=/|$)", self.source)
        if match is None:
            if patterns.match(r"~[+-]", self.source):
                self.place = 2
                return HOLE
            self.place = 1
            return "~"
        self.place = match.end()
        return "/home/" + (match[1] or "me")

    def _dollar(self, *, quoted: bool) -> str:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
        source, place = self.source, self.place
        following = source[place + 1 : place + 2]
        if following == "'" and not quoted:
            self.quoted = True
            text, self.place, why = decode_ansi(source, place + 2)
            if why:
                self.scope.complain(why)
            return text
        if following == '"' and not quoted:
            self.place += 2
            self.quoted = True
            return self.double(end='"')
        if source.startswith("((", place + 1):
            return self._arithmetic("((", "))")
        if following == "[":
            return self._arithmetic("[", "]")
        if following == "(":
            return self._inner(2)
        if following == "{":
            return self._braced(quoted=quoted)
        match = re.compile(r"[A-Za-z_]\w*|[0-9@*#?$!_-]").match(source, place + 1)
        if match is None:
            self.place += 1
            return "$"
        self.place = match.end()
        return self._value(match[0], quoted=quoted)

    def _value(self, name: str, *, quoted: bool) -> str:
        if SECRET_VARIABLE.search(name):
            self.scope.complain(
                f"The variable “{name}” looks like a credential and would be shown or passed on."
            )
        if name == "IFS":
            self.scope.complain("$IFS stands in for spaces, which hides the words of the command.")
        known = self.scope.values.get(name)
        if known is None:
            if name in AMBIENT:
                return AMBIENT[name]
            return TAME if name in self.scope.tame or TAME_VARIABLE.match(name) else HOLE
        if quoted:
            return known
        return "".join(
            SPLIT if letter.isspace() else STAR if letter == "*" else ONE if letter in "?[" else letter
            for letter in known
        )

    def _braced(self, *, quoted: bool) -> str:
        end = close_of(self.source, self.place + 2, "}")
        if end < 0:
            self.scope.complain(f"“{self.source[self.place : self.place + 40]}” is never closed.")
            self.place = len(self.source)
            return HOLE
        body = self.source[self.place + 2 : end]
        self.place = end + 1
        found = parameter(body)
        if isinstance(found, str):
            self.scope.complain(found)
            return HOLE
        if found.operand:
            _Reader(found.operand, self.scope).double(end=None)
        if found.exact:
            return self._value(found.name, quoted=quoted)
        if SECRET_VARIABLE.search(found.name):
            self.scope.complain(
                f"The variable “{found.name}” looks like a credential and would be shown or passed on."
            )
        return TAME if found.tame else HOLE

    def _arithmetic(self, opening: str, closing: str) -> str:
        start = self.place + 1 + len(opening)
        end = close_of(self.source, start, closing[0])
        body = self.source[start:end] if end >= 0 else "["
        self.place = end + len(closing) if end >= 0 else len(self.source)
        if "[" in body or "'" in body or (closing == "))" and self.source[end : end + 2] != "))"):
            self.scope.complain(
                f"The arithmetic “{body[:60]}” can run commands through an index; it is not readable."
            )
            return HOLE
        for name in patterns.every(r"[A-Za-z_]\w*", body):
            if patterns.search(r"[\[$`]", self.scope.values.get(name, "")):
                self.scope.complain(f"The arithmetic “{body[:60]}” evaluates text that can run commands.")
        _Reader(body, self.scope).double(end=None)
        return TAME

    def _inner(self, skip: int) -> str:
        start = self.place + skip
        end = close_of(self.source, start, ")")
        if end < 0:
            self.scope.complain(f"“{self.source[self.place : self.place + 40]}” is never closed.")
            self.place = len(self.source)
            return HOLE
        body = self.source[start:end]
        process = self.source[self.place] in "<>"
        self.place = end + 1
        if process and self.source[start - 2] == ">":
            self.scope.inner("true | " + body)
        elif process:
            self.scope.inner(body)
        elif body.lstrip().startswith("<"):
            self.scope.inner("cat " + body)
        else:
            self.scope.inner(body)
        if process:
            return "/dev/fd/" + TAME
        pattern = listed(body)
        if pattern is not None:
            return pattern.replace("*", STAR)
        return TAME if TAME_OUTPUT.match(body) else HOLE

    def _backtick(self) -> str:
        end = self.place + 1
        source = self.source
        while end < len(source) and source[end] != "`":
            end += 2 if source[end] == "\\" else 1
        if end >= len(source):
            self.scope.complain("A backtick is never closed.")
            self.place = len(source)
            return HOLE
        body = patterns.replace(r"\\([`$\\])", r"\1", source[self.place + 1 : end])
        self.place = end + 1
        self.scope.inner(body)
        return TAME if TAME_OUTPUT.match(body) else HOLE
