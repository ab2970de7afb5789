"""Telling a process from another that got the same number later: by the time of its birth."""

import os
import signal
import time
from pathlib import Path


def birth_of(process: int) -> int | None:
    """Clock ticks from boot to the start of the living process of that id (proc(5)), None if there is none."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The program's name, in parentheses, may hold anything; the fields are counted from its end.
    fields = text.rpartition(")")[2].split()
    try:
        return None if fields[0] in {"Z", "X"} else int(fields[19])
    except (IndexError, ValueError):
        return None


def outlive(process: int, birth: int, *, seconds: float, every: float = 0.1) -> bool:
    """Wait until that very process is gone; after `seconds` end its group. True if it had to be ended. Blocks."""
    deadline = time.monotonic() + seconds
    while birth_of(process) == birth:
        if time.monotonic() >= deadline:
            try:
                os.killpg(process, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return False
            return True
        time.sleep(every)
    return False
