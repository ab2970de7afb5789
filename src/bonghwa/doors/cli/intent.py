"""`bonghwa intent parse`: requests in, strict intents out."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bonghwa.understanding.language import Fleet, Intent, parse_intent

app = typer.Typer(no_args_is_help=True, help="Read Korean and English requests into strict intents.")

_LONGEST_LINE = 1_000_000  # bytes of one JSON line that are read
_LARGEST_FLEET = 256_000_000  # bytes of an inventory file


@app.callback()
def _intent() -> None:
    """Read Korean and English requests into strict intents."""


def load_fleet(path: Path) -> Fleet:
    """The inventory in a JSON file.

    Raises:
        typer.BadParameter: the file cannot be read, is too large, or is no JSON object.
    """
    try:
        if path.stat().st_size > _LARGEST_FLEET:
            raise typer.BadParameter(f"{path} is larger than {_LARGEST_FLEET} bytes; export fewer columns")
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise typer.BadParameter(
            f"{path} could not be read as an inventory: {error}; expected a JSON object"
        ) from error
    if not isinstance(document, dict):
        raise typer.BadParameter(f"{path} holds no JSON object with institutions, systems and nodes")
    return Fleet.from_cmdb(document)


def answer(line: bytes, fleet: Fleet) -> dict[str, Any]:
    """The intent of one JSON line `{"text": …}`; a line that is none gives "unclear" with an `error`."""
    error: str | None = None
    text = ""
    if len(line) > _LONGEST_LINE:
        error = f"the line is longer than {_LONGEST_LINE} bytes"
    else:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            error = 'the line is not JSON; expected {"text": "..."}'
        else:
            found = value.get("text") if isinstance(value, dict) else None
            if isinstance(found, str):
                text = found
            else:
                error = 'the line has no "text"; expected {"text": "..."}'
    intent = (
        parse_intent(text, fleet) if error is None else Intent(intent="unclear", missing=("intent", "system"))
    )
    fields: dict[str, Any] = msgspec.to_builtins(intent)
    return fields if error is None else {**fields, "error": error}


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Lines of bounded length: the rest of an overlong one is skipped without being kept."""
    while line := source.readline(_LONGEST_LINE + 2):
        whole = line
        while whole and not whole.endswith(b"\n"):
            whole = source.readline(_LONGEST_LINE + 2)
        if line.strip():
            yield line


def _print_lines(lines: Iterable[bytes], fleet: Fleet) -> None:
    for line in lines:
        text = json.dumps(answer(line, fleet), ensure_ascii=False)
        sys.stdout.buffer.write(text.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.flush()


def _show(intent: Intent) -> None:
    table = Table(show_header=False, box=None)
    for name, value in msgspec.to_builtins(intent).items():
        if value not in (None, "", [], {}):
            table.add_row(
                name, escape(json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value)
            )
    Console().print(table)


@app.command()
def parse(
    fleet: Annotated[Path, typer.Option(help="Inventory: JSON with institutions, systems and nodes.")],
    text: Annotated[
        str | None, typer.Argument(help="One request; without it JSON Lines are read from stdin.")
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the intent of TEXT as one JSON object.")
    ] = False,
) -> None:
    """Read one request, or JSON Lines {"text": …} from stdin, and print the intents (one per line, in order)."""
    inventory = load_fleet(fleet)
    if text is None:
        _print_lines(_lines(sys.stdin.buffer), inventory)
    elif as_json:
        _print_lines([json.dumps({"text": text}).encode()], inventory)
    else:
        _show(parse_intent(text, inventory))
