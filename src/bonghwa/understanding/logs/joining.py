"""Joining of lines that belong together: stack traces of eight languages and indented continuations.

The joiner holds one open record, bounded in lines and characters, and has no clock: the caller passes the time.
"""

import re
from typing import Final

import msgspec

from bonghwa.understanding.logs import timestamps


class Joined(msgspec.Struct, frozen=True):
    """One record: its text (lines joined by a newline) and of how many consecutive physical lines it is made.

    `cut` tells that lines beyond the limits were counted but their text was left out.
    """

    text: str
    lines: int
    cut: bool = False


_ALWAYS = re.compile(
    r"[ \t]*(?:at [\w$.<>\[\]/@-]+[(:]|\.\.\. \d+ (?:more|common frames omitted|omitted)|Caused by: |Suppressed: "
    r"|--- End of (?:inner exception )?stack trace|---> |\[CIRCULAR REFERENCE)"
)
_PYTHON_START = "Traceback (most recent call last):"
_PYTHON_BETWEEN = (
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
)
_HEADLINE = re.compile(
    r"(?:Exception in thread \"[^\"]{0,200}\" |Uncaught |Unhandled [Ee]xception\S{0,3} )?"
    r"(?:[A-Za-z_$][\w$]{0,100}[.\\:]{1,2}){0,15}[A-Z_]?[\w$]{0,100}"
    r"(?:Exception|Error|Throwable|Warning|Interrupt|Exit|Iteration|Fault)(?: \[\w{1,80}\])?(?:: |$|:$)"
)
_PYTHON_LAST = re.compile(r"(?:[A-Za-z_]\w{0,100}\.){0,15}[A-Za-z_]\w{0,100}(?:: |$)")
_GO_START = re.compile(r"(?:panic: |fatal error: |goroutine \d+ \[|runtime: goroutine stack)")
_GO_PART = re.compile(
    r"goroutine \d+ \[|[\w./*()\[\]{}·-]{1,300}\(.{0,1000}\)$|\t|created by |exit status \d|panic: |\[signal |\[recovered\]|runtime\.|fatal error: |$"
)
_RUST_START = re.compile(r"thread '[^']{0,200}'(?: \(\d+\))? panicked at ")
_RUST_PART = re.compile(r"[ \t]|stack backtrace:|note: |  left: |  right: |$")
_PHP_START = re.compile(
    r"(?:PHP )?(?:Fatal error|Warning|Parse error|Uncaught \S+): |.*\bUncaught \S{1,200}: "
)
_PHP_PART = re.compile(r"Stack trace:|\[stacktrace\]|#\d+ |[ \t]+thrown in |Next \S+: |\"\}|$")
_RUBY_START = re.compile(r".{1,400}:\d+:in [`'][^']{1,200}': ")
_RUBY_PART = re.compile(r"[ \t]+from |[ \t]+\d+: from |.{1,400}:\d+:in [`'][^']{1,200}'$")
_NODE_START = re.compile(r"(?:node:|file:|/|[A-Z]:\\)\S{1,400}:\d+$|Uncaught ")
_NODE_PART = re.compile(r"[ \t]|\}|\^|Node\.js v\d|throw |$|Thrown at:")
_NEW_RECORD = re.compile(
    r"[{<]|(?:\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|PANIC)\]?[ :\t])|[IWEF]\d{4} "
)

_KINDS: Final[tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]] = (
    ("go", _GO_START, _GO_PART),
    ("rust", _RUST_START, _RUST_PART),
    ("php", _PHP_START, _PHP_PART),
    ("ruby", _RUBY_START, _RUBY_PART),
    ("node", _NODE_START, _NODE_PART),
)
_PARTS = {name: part for name, _, part in _KINDS}
# A line that declares itself harmless does not announce the trace below it.
_CALM = re.compile(r"\b(?:TRACE|DEBUG|INFO|NOTICE|trace|debug|info|notice)\b")
_LONGEST_LOOK = 2000


class Joiner:
    """Joins consecutive lines of one source into records.

    Args:
        max_lines: most lines whose text is kept in one record (further ones are counted, then a new record starts
            after ten times as many).
        max_chars: most characters kept in one record.
        timeout: seconds without a new line after which `expire` closes the open record.
    """

    def __init__(self, max_lines: int = 500, max_chars: int = 64 * 1024, timeout: float = 1.0) -> None:
        self._max_lines = max_lines
        self._max_chars = max_chars
        self._timeout = timeout
        self._kept: list[str] = []
        self._chars = 0
        self._lines = 0
        self._last = 0.0
        self._kind = ""
        self._traced = False

    def push(self, line: str, now: float = 0.0) -> Joined | None:
        """Take the next line (without its line end); give the record that it closes, if it closes one."""
        if self._lines and self._lines < self._max_lines * 10 and self._continues(line):
            self._add(line, now)
            return None
        closed = self.flush()
        self._add(line, now)
        self._kind = _kind_of(line)
        return closed

    def expire(self, now: float) -> Joined | None:
        """The open record, closed, if no line has come for `timeout` seconds."""
        return self.flush() if self._lines and now - self._last >= self._timeout else None

    def flush(self) -> Joined | None:
        """The open record, closed; None if there is none."""
        if not self._lines:
            return None
        joined = Joined("\n".join(self._kept), self._lines, len(self._kept) < self._lines)
        self._kept, self._chars, self._lines, self._kind, self._traced = [], 0, 0, "", False
        return joined

    def _add(self, line: str, now: float) -> None:
        self._lines += 1
        self._last = now
        room = self._max_chars - self._chars
        if len(self._kept) < self._max_lines and room > 0:
            self._kept.append(line[:room])
            self._chars += min(len(line), room) + 1

    def _continues(self, line: str) -> bool:
        head = line[:_LONGEST_LOOK]
        if not head.strip():
            return bool(self._kind)
        if head[0] in " \t":
            stripped = head.lstrip()
            self._traced = self._traced or stripped.startswith("at ")
            return timestamps.stamp_end(stripped) == 0
        if _ALWAYS.match(head):
            self._traced = True
            return True
        if self._kind == "python":
            return self._continues_python(head)
        return self._continues_part(head) or self._opens_trace(head)

    def _continues_part(self, head: str) -> bool:
        """A line that the open trace of a known language may hold."""
        part = _PARTS.get(self._kind)
        if part is None:
            return False
        if part.match(head) or (self._kind == "node" and _HEADLINE.match(head)):
            return True
        return self._kind == "rust" and self._lines == 1 and not _starts_record(head)

    def _continues_python(self, head: str) -> bool:
        if head.startswith((_PYTHON_START, *_PYTHON_BETWEEN)):
            return True
        last = self._kept[-1] if self._kept else ""
        if last[:1] in " \t" and _PYTHON_LAST.match(head) and not _starts_record(head):
            return True
        if not last.strip() or last[:1] in " \t":
            return False
        self._kind = ""
        return False

    def _opens_trace(self, head: str) -> bool:
        """A trace whose first line follows the line that announces it (a logged error, then its exception)."""
        if self._traced or self._kind:
            return False
        kind = next((kind for start, kind in _ANNOUNCED if head.startswith(start)), "")
        if not kind and not (self._lines == 1 and _HEADLINE.match(head) and not _starts_record(head)):
            return False
        first = self._kept[0] if self._kept else ""
        if _CALM.search(first[:200]) or not (kind or _starts_record(first)):
            return False
        self._kind = kind
        return True


_ANNOUNCED = (
    (_PYTHON_START, "python"),
    ("Stack trace:", "php"),
    ("[stacktrace]", "php"),
    ("stack backtrace:", "rust"),
)
_TRACE_SIGNS = (
    "panic",
    "fatal error",
    "Fatal error",
    "goroutine",
    "runtime:",
    "Uncaught",
    "PHP ",
    "Warning: ",
    "Parse error",
    ":in ",
)


def _starts_record(head: str) -> bool:
    if _NEW_RECORD.match(head):
        return True
    offset = 1 if head[:1] in "[(" else 0
    return timestamps.stamp_end(head, offset) > offset


def _kind_of(line: str) -> str:
    head = line[:_LONGEST_LOOK]
    if head.startswith(_PYTHON_START) or head.endswith(_PYTHON_START):
        return "python"
    if not head[-1:].isdigit() and not any(sign in head for sign in _TRACE_SIGNS):
        return ""
    text = head
    offset = 1 if head[:1] in "[(" else 0
    end = timestamps.stamp_end(head, offset)
    if end > offset:
        text = head[end:].lstrip("] :")
    return next((name for name, start, _ in _KINDS if start.match(text)), "")
