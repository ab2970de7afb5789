"""Verifying the audit as an auditor does: from the command line, against the heads that the agent has kept."""

import json
from typing import Any

from tests.scenarios.command import bonghwa

from bonghwa.demo.stage import Stage


async def verified_audit(stage: Stage, *, with_heads: bool = True) -> dict[str, Any]:
    """What `bonghwa audit verify --json` says, with or without what the agent remembers."""
    arguments = ["audit", "verify", "--data", str(stage.data), "--json"]
    if with_heads:
        kept = await bonghwa("agent", "heads", "--directory", str(stage.folder / "agent"))
        heads = stage.folder / "kept-heads.txt"
        heads.write_text(kept.out, "ascii")
        arguments += ["--heads", str(heads)]
    said = await bonghwa(*arguments)
    answer: dict[str, Any] = json.loads(said.out)
    assert said.code == (0 if answer["intact"] else 1)
    return answer


async def assert_audit_intact(stage: Stage) -> None:
    """The chain is whole and agrees with every head that the agent has kept."""
    answer = await verified_audit(stage)
    assert answer["intact"], answer
    assert answer["entries"] > 0
    assert answer["heads"] > 0
