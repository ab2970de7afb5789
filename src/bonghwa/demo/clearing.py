"""Clearing up after earlier demos: their shops are ended, their folders go; reports stay."""

import asyncio
import re
import shutil
from pathlib import Path

from bonghwa.demo.victim import Shop
from bonghwa.demo.victim.operation import stop

KEPT = 2
_RUN = re.compile(r"\Arun-\d{8}T\d{12}\Z")


def earlier_runs(home: Path) -> list[Path]:
    """Folders that earlier demos made here, oldest first."""
    if not home.is_dir():
        return []
    return sorted(path for path in home.iterdir() if path.is_dir() and _RUN.match(path.name))


async def clear_old_runs(home: Path) -> None:
    """End shops that a killed demo left running, and remove all but the newest KEPT folders."""
    runs = earlier_runs(home)
    for run in runs:
        if (run / "shop").is_dir():
            await stop(Shop(directory=run / "shop", front_port=0, worker_port=0, quota_bytes=0))
    for run in runs[:-KEPT]:
        await asyncio.to_thread(shutil.rmtree, run, ignore_errors=True)
