"""`bonghwa shell check`: what a shell command would do, for people and for pipes."""

import sys
from pathlib import Path
from typing import Annotated, BinaryIO, Final, NoReturn

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from bonghwa.understanding.shell import DEFAULT, Judgement, Policy, Verdict, judge

app = typer.Typer(help="Judge shell commands before anyone runs them.", add_completion=False)

_EXIT_USAGE: Final = 2
_LONGEST_LINE: Final = 1024 * 1024
_LONGEST_LIST: Final = 4 * 1024 * 1024
_COLOURS: Final = {Verdict.READ_ONLY: "green", Verdict.CHANGES: "yellow", Verdict.FORBIDDEN: "bold red"}
_WORDS: Final = {
    Verdict.READ_ONLY: "only reads",
    Verdict.CHANGES: "changes something: a person must approve it",
    Verdict.FORBIDDEN: "forbidden",
}


class _Case(msgspec.Struct, frozen=True):
    """One input line; unknown keys are ignored."""

    command: str


_DECODER: Final = msgspec.json.Decoder(_Case)


@app.callback()
def shell() -> None:
    """Judge shell commands before anyone runs them."""


@app.command()
def check(
    command: Annotated[
        str | None,
        typer.Argument(metavar="[COMMAND]", help="One command; without it, JSON Lines on standard input."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON for a single command too.")] = False,
    deny_file: Annotated[
        Path | None, typer.Option("--deny-file", help="Patterns that are always forbidden, one a line.")
    ] = None,
    allow_file: Annotated[
        Path | None, typer.Option("--allow-file", help="Only what matches one of these may be read-only.")
    ] = None,
    inventory_file: Annotated[
        Path | None,
        typer.Option("--inventory-file", help="Hosts and networks that may be contacted, one a line."),
    ] = None,
) -> None:
    """Judge one COMMAND, or each {"command": …} line of standard input. Nothing is ever run.

    Exit code 0 when judged, whatever the verdict; 2 when a list cannot be read.
    """
    policy = _policy(deny_file, allow_file, inventory_file)
    if command is None:
        _stream(sys.stdin.buffer, policy)
        return
    judgement = judge(command, policy)
    if as_json:
        sys.stdout.write(_line(judgement).decode() + "\n")
    else:
        _explain(command, judgement)


def _policy(deny: Path | None, allow: Path | None, inventory: Path | None) -> Policy:
    if deny is None and allow is None and inventory is None:
        return DEFAULT
    hosts = (
        None
        if inventory is None
        else [line for line in map(str.strip, _text(inventory).splitlines()) if line and line[0] != "#"]
    )
    try:
        return Policy.from_text(deny=_text(deny), allow=_text(allow), inventory_hosts=hosts)
    except ValueError as error:
        _refuse(str(error))


def _text(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST_LIST + 1)
        if len(data) > _LONGEST_LIST:
            _refuse(f"{path} is larger than {_LONGEST_LIST} bytes. Shorten the list.")
        return data.decode("utf-8")
    except OSError as error:
        _refuse(f"{path} cannot be read: {error.strerror}. Check the path and its rights.")
    except UnicodeDecodeError:
        _refuse(f"{path} is not UTF-8 text. Save it as UTF-8.")


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    raise typer.Exit(_EXIT_USAGE)


def _stream(stream: BinaryIO, policy: Policy) -> None:
    """Exactly one answer for each line, at once, so that a caller may wait for each."""
    output = sys.stdout.buffer
    while line := stream.readline(_LONGEST_LINE):
        whole = line.endswith(b"\n") or len(line) < _LONGEST_LINE
        output.write(_answer(line if whole else b"", policy) + b"\n")
        output.flush()
        while not whole:
            rest = stream.readline(_LONGEST_LINE)
            whole = not rest or rest.endswith(b"\n")


def _answer(line: bytes, policy: Policy) -> bytes:
    try:
        case = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        reason = 'The line is not a JSON object with a "command" text of reasonable length.'
        return _line(Judgement(Verdict.FORBIDDEN, (reason,)))
    return _line(judge(case.command, policy))


def _line(judgement: Judgement) -> bytes:
    return msgspec.json.encode(
        {"verdict": judgement.verdict, "reasons": judgement.reasons, "touches": judgement.touches}
    )


def _explain(command: str, judgement: Judgement) -> None:
    console = Console(highlight=False)
    colour = _COLOURS[judgement.verdict]
    printable = "".join(
        letter if letter.isprintable() or letter == "\n" else f"\\u{ord(letter):04x}" for letter in command
    )
    console.print(Text(printable[:2000], style="dim"))
    console.print(Text.assemble((str(judgement.verdict), colour), f"  {_WORDS[judgement.verdict]}"))
    for reason in judgement.reasons:
        console.print(Text(f"  • {''.join(letter if letter.isprintable() else '�' for letter in reason)}"))
    if judgement.touches:
        console.print(Text.assemble(("  touches ", "dim"), ", ".join(judgement.touches)))
