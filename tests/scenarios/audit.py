"""Verifying the audit as an auditor does: from the command line, against the heads that the agent has kept."""

import asyncio
import contextlib
import json
import sqlite3
import sys
from typing import Any

from bonghwa.demo.stage import Stage


async def verified_audit(stage: Stage) -> dict[str, Any]:
    """What `bonghwa audit verify --json` says."""
    heads = stage.folder / "kept-heads.txt"
    with contextlib.closing(sqlite3.connect(stage.folder / "agent" / "keepsakes.db")) as connection:
        tokens = [token for (token,) in connection.execute("SELECT token FROM audit_head")]
    heads.write_text("\n".join(tokens), "ascii")
    arguments = ["audit", "verify", "--data", str(stage.data), "--heads", str(heads), "--json"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bonghwa", *arguments, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    answer: dict[str, Any] = json.loads(said)
    assert process.returncode == (0 if answer["intact"] else 1)
    return answer


async def assert_audit_intact(stage: Stage) -> None:
    """The chain is whole and agrees with every head that the agent has kept."""
    answer = await verified_audit(stage)
    assert answer["intact"], answer
    assert answer["entries"] > 0
    assert answer["heads"] > 0
