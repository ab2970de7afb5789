import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bonghwa.demo import faults
from bonghwa.demo.victim import SERVICES, Shop, install


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def installed(tmp_path: Path) -> AsyncIterator[Shop]:
    """A shop, not started, in a directory whose name a careless script would break on."""
    shop = install(tmp_path / "a shop's $HOME", front_port=free_port(), worker_port=free_port())
    try:
        yield shop
    finally:
        await faults.stop(shop)
        assert [faults.pid_of(shop, service) for service in SERVICES] == [None, None, None]


@pytest.fixture
async def shop(installed: Shop) -> Shop:
    await faults.start(installed)
    return installed
