"""`bonghwa …` as somebody types it."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Said:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


async def bonghwa(
    *arguments: str, environment: Mapping[str, str] | None = None, say: str = "", folder: Path | None = None
) -> Said:
    """Run one command to its end; `say` is what is typed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bonghwa",
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        cwd=folder,
    )
    try:
        out, err = await process.communicate(say.encode())
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    return Said(code=process.returncode or 0, out=out.decode(), err=err.decode())
