"""Reads an awk program far enough to know whether it runs, writes or reads anything by itself."""

import re
from collections.abc import Iterator

from bonghwa.understanding.shell import patterns

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[A-Za-z_]\w*|\d[\w.]*|\|&|>>|&&|\|\||[<>!=]=|\S', re.DOTALL)
_SYSTEM = re.compile(r"\bsystem\s*\(")
_BEFORE_REGEX = frozenset(
    {
        "",
        "(",
        ",",
        "{",
        "}",
        ";",
        "~",
        "!",
        "&&",
        "||",
        "==",
        "!=",
        "<=",
        ">=",
        "return",
        "print",
        "printf",
        "?",
        ":",
        "in",
        "and",
        "or",
        "not",
    }
)


def _tokens(program: str) -> list[str]:
    """Words, strings and signs; a regular expression is one lexeme that starts with `/`."""
    found: list[str] = []
    place = 0
    while place < len(program):
        letter = program[place]
        if letter.isspace():
            if letter == "\n" and (not found or found[-1] != ";"):
                found.append(";")
            place += 1
            continue
        if letter == "/" and (found[-1] if found else "") in _BEFORE_REGEX:
            end = _regex_end(program, place + 1)
            found.append(program[place:end])
            place = end
            continue
        match = _TOKEN.match(program, place)
        if match is None:
            found.append(letter)
            place += 1
            continue
        if not match[0].startswith("#"):
            found.append(match[0])
        place = match.end()
    return found


def _regex_end(program: str, place: int) -> int:
    bracket = False
    while place < len(program):
        letter = program[place]
        if letter == "\\":
            place += 1
        elif letter == "[":
            bracket = True
        elif letter == "]":
            bracket = False
        elif letter == "/" and not bracket:
            return place + 1
        elif letter == "\n":
            return place
        place += 1
    return len(program)


def awk_objection(program: str) -> str | None:  # noqa: C901, PLR0911  # one plain branch for each form that the command line can take
    """Why an awk program is not acceptable, or None; files that it writes are told by `awk_writes`."""
    if _SYSTEM.search(program):
        return "its program runs commands with system()"
    lexemes = _tokens(program)
    if "/" in lexemes and "|" in program.replace("||", ""):
        return "its program divides and pipes, so that its patterns cannot be told from its commands"
    for index, lexeme in enumerate(lexemes):
        if lexeme == "getline":
            previous = lexemes[index - 1] if index else ""
            if previous in {"|", "|&"} or "<" in lexemes[index + 1 : index + 4]:
                return "its program reads from commands or other files with getline"
        if lexeme in {"|", "|&"}:
            return "its program pipes into or from a command"
        if lexeme == "@":
            return "its program loads other code or calls functions by unknown names"
        if lexeme == "ENVIRON" and not patterns.search(
            r'ENVIRON\["(?:HOME|USER|LANG|TZ|HOSTNAME|PWD)"\]', program
        ):
            return "its program shows environment variables"
        if lexeme in {"ARGV", "SYMTAB", "FUNCTAB"}:
            return "its program changes what it reads"
        if lexeme.startswith('"') and (
            "/inet" in lexeme or ("\\" in lexeme and patterns.search(r"\\(?:x|[0-7]{2})", lexeme))
        ):
            return "its program opens a connection or hides letters"
    return None


def awk_writes(program: str) -> Iterator[str]:
    """Paths that `print > …` writes; an unknown one as a place that cannot be known."""
    lexemes = _tokens(program)
    printing = False
    depth = 0
    for index, lexeme in enumerate(lexemes):
        if lexeme in {"print", "printf"}:
            printing, depth = True, 0
        elif lexeme in {";", "{", "}"}:
            printing = False
        elif lexeme == "(":
            depth += 1
        elif lexeme == ")":
            depth -= 1
        elif lexeme in {">", ">>"} and printing and depth <= 0:
            target = lexemes[index + 1] if index + 1 < len(lexemes) else ""
            after = lexemes[index + 2] if index + 2 < len(lexemes) else ";"
            if target.startswith('"') and after in {";", "}"}:
                yield target[1:-1]
            else:
                yield "\ue002"
