"""Output on its way to the room: whole lines, masked, bounded."""

import threading
from collections.abc import Callable

from bonghwa.kernel.masking import Masker
from bonghwa.vocabulary.wire import OrderOutput

MOST_CHARACTERS = 256 * 1024
MOST_MESSAGES = 2_000
_LONGEST_LINE = 16 * 1024


class LiveOutput:
    """Turns the pieces that programs of one order write into numbered messages. Usable from any thread."""

    def __init__(self, order: str, masker: Masker, send: Callable[[OrderOutput], None]) -> None:
        self._order = order
        self._masker = masker
        self._send = send
        self._lock = threading.Lock()
        self._rest: dict[str, bytes] = {}
        self._sequence = 0
        self._characters = 0

    def wrote(self, stream: str, data: bytes) -> None:
        """Take a piece of a stream; its last, unfinished line waits for the rest."""
        with self._lock:
            text = self._rest.pop(stream, b"") + data
            whole, newline, rest = text.rpartition(b"\n")
            if len(rest) > _LONGEST_LINE:
                whole, newline, rest = text, b"", b""
            if rest:
                self._rest[stream] = rest
            if whole or newline:
                self._emit(stream, whole)

    def end(self) -> None:
        """No more output comes: send what waited."""
        with self._lock:
            for stream, rest in self._rest.items():
                self._emit(stream, rest)
            self._rest.clear()

    def _emit(self, stream: str, text: bytes) -> None:
        if self._characters >= MOST_CHARACTERS or self._sequence >= MOST_MESSAGES:
            return
        masked = self._masker.mask(text.decode("utf-8", errors="replace"))
        masked = masked[: MOST_CHARACTERS - self._characters]
        self._characters += len(masked)
        if self._characters >= MOST_CHARACTERS or self._sequence == MOST_MESSAGES - 1:
            masked += "\n… more output is not shown live; the result holds what was kept."
        self._send(OrderOutput(order=self._order, sequence=self._sequence, stream=stream, text=masked))
        self._sequence += 1
