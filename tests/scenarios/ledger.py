"""Error lines that are counted when they are written and again in the incidents: both must agree."""

import asyncio
import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from tests.scenarios.waiting import eventually

from bonghwa.demo.stage import Stage

KINDS = ("harbour", "mountain", "river", "island", "valley")


class Ledger:
    """Appends errors of five kinds to a log that the agent follows."""

    def __init__(self, stage: Stage, log: Path, name: str) -> None:
        self._database = stage.data / "bonghwa.db"
        self._log = log
        self._name = name
        self.written = 0

    async def write(self, lines: int, *, at_once: int = 50, pause: float = 0.01) -> None:
        """Write so many lines, in small portions."""
        for begin in range(0, lines, at_once):
            portion = range(begin, min(begin + at_once, lines))
            await asyncio.to_thread(
                self._append, [self._line(self.written + number) for number in range(len(portion))]
            )
            self.written += len(portion)
            await asyncio.sleep(pause)

    def rotate(self) -> None:
        """Rename the log, as logrotate does; the next line begins a new one."""
        self._log.rename(self._log.with_name(self._log.name + ".1"))

    def counted(self) -> int:
        """The sum of the counts of all incidents of these errors."""
        with contextlib.closing(sqlite3.connect(self._database, timeout=30)) as connection:
            statement = "SELECT coalesce(sum(count), 0) FROM incidents WHERE sample LIKE ?"
            return int(connection.execute(statement, (f"%{self._name} ledger of the%",)).fetchone()[0])

    def left(self) -> int:
        """Batches that were accepted and not counted yet."""
        with contextlib.closing(sqlite3.connect(self._database, timeout=30)) as connection:
            return int(
                connection.execute("SELECT count(*) FROM signal_batches WHERE NOT absorbed").fetchone()[0]
            )

    async def all_counted(self) -> None:
        """Every line is counted, and none twice, also when nothing is on its way any more."""
        await eventually(
            lambda: self.counted() >= self.written, f"the count of {self.written} {self._name} lines"
        )
        await eventually(lambda: self.left() == 0, "an empty queue")
        assert self.counted() == self.written

    def _line(self, number: int) -> str:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        kind = KINDS[number % len(KINDS)]
        return (
            f"{at} ERROR accounts {self._name} ledger of the {kind} branch does not add up, page {number}\n"
        )

    def _append(self, lines: list[str]) -> None:
        with self._log.open("a", encoding="utf-8") as file:
            file.write("".join(lines))
