"""The documents as data: pages, their links, their fenced commands, their paragraphs."""

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
SHELLS: Final = frozenset({"sh", "console"})

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.MULTILINE)


class Fence(Struct, frozen=True):
    """A fenced block: its language and its lines."""

    language: str
    lines: tuple[str, ...]


class Page(Struct, frozen=True):
    """One Markdown file. `prose` is its text without fenced blocks."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def prose(self) -> str:
        return _FENCE.sub("", self.text)

    @property
    def fences(self) -> tuple[Fence, ...]:
        return tuple(Fence(m[1], tuple(m[2].splitlines())) for m in _FENCE.finditer(self.text))

    @property
    def links(self) -> tuple[str, ...]:
        """Targets of links and images."""
        return tuple(match[2] for match in _LINK.finditer(self.prose))

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(match[2] for match in _LINK.finditer(self.prose) if match[1])

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """(level, text) in order."""
        return tuple((len(match[1]), match[2]) for match in _HEADING.finditer(self.prose))

    @property
    def anchors(self) -> frozenset[str]:
        """What `#…` may name, as GitHub makes it from headings."""
        return frozenset(re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for _, text in self.headings)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Blocks of prose between blank lines."""
        return tuple(block.strip() for block in re.split(r"\n\s*\n", self.prose) if block.strip())

    @property
    def commands(self) -> tuple[str, ...]:
        """What a reader would type: lines of `sh` blocks, and the lines behind `$ ` of `console` blocks."""
        found: list[str] = []
        for fence in self.fences:
            lines = "\n".join(fence.lines).replace("\\\n", " ").splitlines()
            if fence.language == "sh":
                found += [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
            if fence.language == "console":
                found += [line[2:] for line in lines if line.startswith("$ ")]
        return tuple(found)


@cache
def pages() -> tuple[Page, ...]:
    """Every document: the READMEs and all below `docs/`."""
    paths = [*sorted(ROOT.glob("README*.md")), *sorted(DOCS.rglob("*.md"))]
    return tuple(Page(path, path.read_text("utf-8")) for path in paths)


def page(name: str) -> Page:
    """The document of that path from the root of the project."""
    return next(one for one in pages() if one.name == name)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Files under version control; nothing where this is no checkout."""
    if not (ROOT / ".git").exists():
        return ()
    # The checkout may belong to another user than the one who tests.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return tuple(ROOT / name for name in listed.stdout.decode().split("\0") if name)


def text_of(path: Path) -> str | None:
    """The text of a file; None for a binary, a missing or a linked one."""
    if path.is_symlink() or not path.is_file():
        return None
    data = path.read_bytes()
    return None if b"\0" in data[:8192] else data.decode("utf-8", "replace")
