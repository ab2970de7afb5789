import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from bonghwa.demo.victim.quota import Quota


class ShopLog:
    """The JSON log: one object a line in `shop.json`, renamed to `shop-YYYY-MM-DD.json` when its day is over.

    The file is opened for each line, so that whoever moves or compresses logs never leaves us writing to a
    file that nobody sees.
    """

    def __init__(self, logs: Path, quota: Quota | None = None) -> None:
        self._logs = logs
        self._quota = quota
        self._lock = threading.Lock()

    def write(self, level: str, logger: str, message: str, **fields: object) -> None:
        """Appends one record.

        Raises:
            OSError: the line could not be written, for instance EDQUOT when the directory is over its quota.
        """
        now = datetime.now(UTC).astimezone()
        record = {
            "timestamp": now.isoformat(timespec="milliseconds"),
            "level": level,
            "logger": logger,
            "message": message,
            "service": "worker",
            **fields,
        }
        line = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        with self._lock:
            self._roll(now)
            if self._quota is not None:
                self._quota.reserve(len(line))
            with (self._logs / "shop.json").open("ab", buffering=0) as file:
                file.write(line)

    def _roll(self, now: datetime) -> None:
        current = self._logs / "shop.json"
        try:
            changed = datetime.fromtimestamp(os.stat(current).st_mtime, UTC).astimezone()  # noqa: PTH116 (hot)
        except FileNotFoundError:
            return
        if changed.date() >= now.date():
            return
        target = self._logs / f"shop-{changed:%Y-%m-%d}.json"
        number = 0
        while target.exists():
            number += 1
            target = self._logs / f"shop-{changed:%Y-%m-%d}.{number}.json"
        current.rename(target)
