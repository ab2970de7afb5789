"""The text behind the nodes of a syntax tree, and the pieces that are read from it directly."""

import re

from tree_sitter import Node

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.call import Call
from bonghwa.understanding.shell.court import Court
from bonghwa.understanding.shell.expansions import HOLE
from bonghwa.understanding.shell.words import read_quoted, read_words

BLANK = re.compile(r"(?:[ \t\n]|\\\n)*\Z")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*\])?(\+?=)(.*)\Z", re.DOTALL)


class TreeText:
    """Nodes as text, with the checks that the tree and the text agree."""

    def __init__(self, court: Court, data: bytes) -> None:
        self.court = court
        self.data = data

    def text(self, node: Node) -> str:
        """What is written for a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def lone(self, node: Node) -> Call:
        """A call without a name, for sentences about a node."""
        return Call("", (), self.text(node), self.place(node))

    def place(self, node: Node) -> int:
        """Where a node begins, in characters."""
        return len(self.data[: node.start_byte].decode("utf-8", "replace"))

    def gap(self, start: int, end: int, allowed: re.Pattern[str] = BLANK) -> None:
        """Refuse text between nodes that is more than space."""
        if end > start and allowed.match(self.data[start:end].decode("utf-8", "replace")) is None:
            self.court.forbid_plain(
                f"“{self.data[start:end].decode('utf-8', 'replace')[:60]}” is not part of any command; the line cannot be read with certainty."
            )

    def arithmetic(self, text: str) -> None:
        """Judge arithmetic: its indexes could run commands."""
        if "[" in text or "'" in text or "`" in text:
            self.court.forbid_plain(
                f"The arithmetic “{text[:60]}” can run commands through an index; it is not readable."
            )
            return
        read_quoted(text, self.court.scope)

    def spoken(self, source: str) -> str | None:
        """What a single `echo` or `printf` of plain text says."""
        match = patterns.match(
            r"\s*(?:echo(?: -n)?|printf) +('[^'\\%]*'|\"[^\"\\$`%]*\"|[\w ./=:,-]+)\s*\Z", source
        )
        return None if match is None else match[1].strip().strip("'\"")

    def setting(self, node: Node) -> str:
        """`NAME=value` with the value read; an index or an array makes the value unknown."""
        source = self.text(node)
        match = _ASSIGNMENT.match(source)
        if match is None:
            self.court.forbid_plain(f"The assignment “{source[:60]}” is not understood.")
            return "_="
        name, index, operator, value = match.groups()
        if index and not patterns.fullmatch(r"\[(?:\d{1,6}|[A-Za-z_]\w*|\$\w+)\]", index):
            self.court.forbid_plain(f"The index in “{source[:60]}” can run commands.")
        if value.startswith("("):
            for child in node.children[-1].children:
                if child.type not in {"(", ")", "comment"}:
                    read_words(self.text(child), self.court.scope)
            return f"{name}={HOLE}"
        words = read_words(value, self.court.scope) if value else []
        text = words[0].text if len(words) == 1 else HOLE if words else ""
        return f"{name}={HOLE if index or operator == '+=' else text}"
