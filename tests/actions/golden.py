"""A golden: what was really seen of one run, as JSON."""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bonghwa.vocabulary.action import Outcome, PreviewLine
from bonghwa.vocabulary.program import Output

FOLDER = Path(__file__).parent / "goldens"
UNRECORDED = Path(__file__).parent / "unrecorded.json"


class Acted(Struct, frozen=True):
    """One acting program, without the constant script it was fed, and what it wrote."""

    argv: tuple[str, ...]
    output: Output


class Golden(Struct, frozen=True):
    action: str
    version: int
    params: dict[str, Any]
    look: Output
    before: dict[str, Any]
    look_digest: str
    preview: tuple[PreviewLine, ...]
    acted: tuple[Acted, ...]
    look_after: Output
    after: dict[str, Any]
    undo: tuple[tuple[str, ...], ...]
    outcome: Outcome
    backend: str | None = None


def all_goldens() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def load(name: str) -> Golden:
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=Golden)


def save(name: str, golden: Golden) -> None:
    (FOLDER / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(golden), indent=2) + b"\n")


def unrecorded() -> dict[str, str]:
    """Backends of which nothing could be recorded yet, and why."""
    return msgspec.json.decode(UNRECORDED.read_bytes(), type=dict[str, str])
