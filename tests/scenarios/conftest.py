"""A fresh stage for each scenario: real server, agent, shop and mailbox on loopback."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.scenarios.player import Player

from bonghwa.demo.stage import Stage, stage


@pytest.fixture
async def ready(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path / "run", port=None) as running:
        yield running


@pytest.fixture
async def player(ready: Stage) -> AsyncIterator[Player]:
    async with Player.on(ready) as playing:
        yield playing
