"""Finding the lines worth a closer look in a block of bytes, before Python touches any line by itself."""

import hyperscan

from bonghwa.understanding.logs import INTERESTING_PATTERNS


class InterestScanner:
    """One compiled matcher for all patterns. Not for use by several threads at once."""

    def __init__(self, patterns: tuple[bytes, ...] = INTERESTING_PATTERNS) -> None:
        flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_MULTILINE
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=list(patterns), ids=list(range(len(patterns))), flags=[flags] * len(patterns)
        )

    def line_starts(self, text: bytes) -> list[int]:
        """Where each line begins that some pattern matches."""
        ends: list[int] = []
        append = ends.append

        def matched(_: int, __: int, end: int, ___: int, ____: object) -> None:
            append(end)

        self._database.scan(text, match_event_handler=matched)
        starts: list[int] = []
        line_end = 0
        for end in ends:
            # Matches come in the order of their ends; further ones in a line already taken are passed over.
            if end <= line_end and starts:
                continue
            start = text.rfind(b"\n", 0, max(end - 1, 0)) + 1
            newline = text.find(b"\n", start)
            line_end = len(text) if newline < 0 else newline + 1
            if not starts or start > starts[-1]:
                starts.append(start)
        return starts
