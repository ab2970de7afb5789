"""`bonghwa logs`: group, parse and mask log lines, for people and for pipes."""

import contextlib
import json
import os
import sys
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from bonghwa.doors.cli.pipes import pipe_may_close
from bonghwa.kernel.masking import Masker
from bonghwa.understanding.logs import Grouper, Grouping, Joiner, decode, parse_line

app = typer.Typer(no_args_is_help=True, help="Group, parse and mask log lines.")

_LONGEST_LINE = 1024 * 1024
_BATCH = 1 << 20
_EXIT_UNREADABLE = 2

_FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A log file; - reads standard input.")]


@app.command()
def group(
    file: _FileArgument,
    *,
    single_line: Annotated[bool, typer.Option("--single-line", help="Every line is one record.")] = False,
    templates: Annotated[bool, typer.Option("--templates", help="Print a table of groups instead.")] = False,
) -> None:
    """Print `line_number,group_id` for every line, after the last line has been read.

    Without --single-line the lines of a stack trace are one record; each of them still gets a row.
    """
    grouper = Grouper()
    shapes = array("I")
    with _opened(file) as (stream, total), _progress(total) as advance:
        if single_line:
            _group_lines(stream, grouper, shapes, advance)
        else:
            _group_records(stream, grouper, shapes, advance)
    grouping = grouper.grouping()
    with pipe_may_close():
        if templates:
            _print_templates(grouping)
        else:
            _print_rows(shapes, grouping)


@app.command()
def parse(
    file: _FileArgument = "-",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each input line.")] = False,
) -> None:
    """Print each line as a record: time, level, logger or service, message."""
    with _opened(file) as (stream, _total), pipe_may_close():
        for line in _lines(stream):
            record = parse_line(line)
            if as_json:
                _write(msgspec.json.encode(record))
            else:
                time = record.time.isoformat(timespec="milliseconds") if record.time else "-"
                source = record.attributes.get("logger") or record.attributes.get("service") or "-"
                _write(f"{time}\t{record.level.value}\t{source}\t{record.body}".encode("utf-8", "replace"))


@app.command()
def mask() -> None:
    """Copy standard input to standard output with secrets and personal data replaced, line by line.

    A line that is a JSON object with a "text" is answered by one JSON object {"text": masked}.
    """
    masker = Masker()
    with pipe_may_close():
        for line in _lines(sys.stdin.buffer):
            _write(_masked(masker, line))


def _masked(masker: Masker, line: bytes) -> bytes:
    if line.lstrip().startswith(b"{"):
        try:
            case = json.loads(line)
        except (ValueError, RecursionError):
            case = None
        if isinstance(case, dict) and isinstance(case.get("text"), str):
            return json.dumps({"text": masker.mask(case["text"])}, ensure_ascii=False).encode(
                "utf-8", "backslashreplace"
            )
    masked: str = masker.mask(decode(line))
    return masked.encode("utf-8", "replace").replace(b"\n", b" ")


def _group_lines(
    stream: BinaryIO, grouper: Grouper, shapes: "array[int]", advance: Callable[[int], None]
) -> None:
    while lines := stream.readlines(_BATCH):
        shapes.extend(grouper.add_many(line.rstrip(b"\r\n")[:_LONGEST_LINE] for line in lines))
        advance(sum(map(len, lines)))


def _group_records(
    stream: BinaryIO, grouper: Grouper, shapes: "array[int]", advance: Callable[[int], None]
) -> None:
    joiner = Joiner()
    while lines := stream.readlines(_BATCH):
        for line in lines:
            closed = joiner.push(decode(line.rstrip(b"\r\n")[:_LONGEST_LINE]))
            if closed is not None:
                shapes.extend([grouper.add(closed.text)] * closed.lines)
        advance(sum(map(len, lines)))
    last = joiner.flush()
    if last is not None:
        shapes.extend([grouper.add(last.text)] * last.lines)


def _print_rows(shapes: "array[int]", grouping: Grouping) -> None:
    out = sys.stdout
    out.write("line_number,group_id\n")
    names = [f",{group_id}\n" for group_id in grouping.group_of]
    for start in range(0, len(shapes), _BATCH):
        rows = shapes[start : start + _BATCH]
        out.write("".join([f"{number}{names[shape]}" for number, shape in enumerate(rows, start + 1)]))
    out.flush()


def _print_templates(grouping: Grouping) -> None:
    ordered = sorted(grouping.groups, key=lambda group: (-group.count, group.id))
    _write(b"id\tcount\ttemplate")
    for one in ordered:
        template = one.template.replace("\t", " ").replace("\n", " ⏎ ")
        _write(f"{one.id}\t{one.count}\t{template}".encode("utf-8", "replace"))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends, each bounded; what exceeds the bound is dropped, never kept in memory."""
    while line := stream.readline(_LONGEST_LINE):
        complete = line.endswith(b"\n")
        yield line.rstrip(b"\r\n")
        while not complete and len(line) == _LONGEST_LINE:
            line = stream.readline(_LONGEST_LINE)
            complete = line.endswith(b"\n")


def _write(line: bytes) -> None:
    out = sys.stdout.buffer
    out.write(line + b"\n")
    out.flush()


@contextlib.contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, int]]:
    """The file as a byte stream, and its size (0 if unknown); a file that cannot be read ends with code 2."""
    if file == "-":
        yield sys.stdin.buffer, 0
        return
    try:
        with Path(file).open("rb") as stream:
            yield stream, os.fstat(stream.fileno()).st_size
    except BrokenPipeError:
        raise
    except OSError as error:
        typer.echo(
            f"Cannot read {file}: {error.strerror}. Give a readable log file, or - for standard input.",
            err=True,
        )
        raise typer.Exit(_EXIT_UNREADABLE) from error


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    console = Console(stderr=True)
    if not console.is_terminal or not total:
        yield lambda _read: None
        return
    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda read: progress.advance(task, read)
