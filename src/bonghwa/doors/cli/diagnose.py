"""`bonghwa diagnose`: the probable cause of a log excerpt, for people and for pipes."""

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from itertools import chain, islice
from typing import Annotated, Any, BinaryIO

import typer
from rich.console import Console
from rich.markup import escape

from bonghwa.doors.cli.pipes import pipe_may_close
from bonghwa.understanding.causes import Finding, as_json, diagnose
from bonghwa.understanding.causes.labels import Language, label

app = typer.Typer(help="Explain the probable cause of an error from its log excerpt.", add_completion=False)

_EXIT_UNREADABLE = 2
_LONGEST_RECORD = 16 * 1024 * 1024
_PEEKED = 20  # lines that decide what the input is
_BEGINS_CASE = re.compile(rb"\s*\{\s*\"log\"\s*:")
_COLOURS = {"critical": "bold red", "high": "red", "warning": "yellow", "info": "green"}


@app.command()
def explain(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A log excerpt or JSON Lines; - reads standard input.")
    ] = "-",
    *,
    json_output: Annotated[bool, typer.Option("--json", help="JSON even for plain text.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Language of the explanation: en or ko.")] = "en",
) -> None:
    """Explain what went wrong.

    Input is JSON Lines when its first lines are objects with a "log" key: exactly one JSON object is printed for
    each line that is not blank. Any other input is one log excerpt.
    """
    spoken: Language = "ko" if language == "ko" else "en"
    with _opened(file) as stream, pipe_may_close():
        first = list(islice(_lines(stream), _PEEKED))
        if _are_cases(first):
            for record in filter(bytes.strip, chain(first, _lines(stream))):
                sys.stdout.write(json.dumps(_answer(record), ensure_ascii=False) + "\n")
            sys.stdout.flush()
            return
        text = (b"".join(first) + stream.read(_LONGEST_RECORD)).decode("utf-8", "replace")
        finding = diagnose(text)
        if json_output:
            sys.stdout.write(json.dumps(as_json(finding), ensure_ascii=False) + "\n")
        else:
            _show(finding, spoken)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Each line; what is beyond the longest record is dropped with its line, so one answer stays one line."""
    while line := stream.readline(_LONGEST_RECORD):
        while len(line) == _LONGEST_RECORD and not line.endswith(b"\n"):
            rest = stream.readline(_LONGEST_RECORD)
            if not rest or rest.endswith(b"\n"):
                break
        yield line


def _parsed(record: bytes) -> Any:
    try:
        return json.loads(record)
    except (ValueError, RecursionError):
        return None


def _are_cases(lines: list[bytes]) -> bool:
    """Whether at least half of the lines are, or try to be, objects with a "log" key."""
    written = [line for line in lines if line.strip()]
    cases = sum(_is_case(line) for line in written)
    return cases > 0 and 2 * cases >= len(written)


def _is_case(line: bytes) -> bool:
    if _BEGINS_CASE.match(line):
        return True
    value = _parsed(line) if line.lstrip()[:1] == b"{" else None
    return isinstance(value, dict) and "log" in value


def _answer(record: bytes) -> dict[str, object]:
    """The finding of one JSON line, or an object with an "error" key."""
    value = _parsed(record)
    if not isinstance(value, dict):
        return {"error": 'this line is not a JSON object: write one {"log": …} on each line'}
    log = value.get("log")
    if not isinstance(log, str):
        return {"error": 'this object has no text under "log": give the excerpt there as a string'}
    return as_json(diagnose(log))


def _show(finding: Finding, language: Language) -> None:
    console = Console(highlight=False, soft_wrap=True)
    told = label(finding.cause, language)
    colour = _COLOURS[finding.severity]
    console.print(
        f"[{colour}]{escape(told.name)}[/]  ({finding.cause}, {finding.severity}, {finding.confidence:.0%})"
    )
    console.print(escape(told.text))
    for quote in finding.evidence:
        console.print(f"  [dim]{quote.line:>6}[/]  {escape(quote.text)}")
    others = [one for one in finding.hypotheses if one.cause != finding.cause]
    if others:
        console.print("[bold]" + ("다른 가능성" if language == "ko" else "Also possible") + "[/]")
    for one in others:
        reason = one.why
        if one.symptom_of:
            deeper = label(one.symptom_of, language).name
            reason = f"{deeper}의 증상" if language == "ko" else f"a symptom of: {deeper}"
        console.print(f"  {escape(label(one.cause, language).name)} ({one.confidence:.0%}): {escape(reason)}")
    if finding.next:
        console.print("[bold]" + ("다음에 볼 것" if language == "ko" else "Look next") + "[/]")
    for look in finding.next:
        console.print(f"  {look.action}: {escape(look.reason)}")
    if finding.remedy:
        console.print(
            ("[bold]가능한 조치[/]  " if language == "ko" else "[bold]Probable remedy[/]  ") + finding.remedy
        )


@contextlib.contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(name, "rb")  # noqa: SIM115, PTH123  the context below closes it; "-" and paths share one type
    except OSError as reason:
        typer.echo(
            f"bonghwa diagnose: cannot read {name}: {reason.strerror}. Give a readable file, or - for input.",
            err=True,
        )
        raise typer.Exit(_EXIT_UNREADABLE) from None
    with stream:
        yield stream


if __name__ == "__main__":
    app()
