"""The shop is broken for real, shows it in its logs, and is well again after a repair by hand."""

import asyncio
import gzip
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bonghwa.demo import faults
from bonghwa.demo.faults import Fault
from bonghwa.demo.victim import SERVICES, Service, Shop
from bonghwa.demo.victim.operation import request, run_script
from bonghwa.demo.victim.processes import command_of
from bonghwa.demo.victim.quota import directory_bytes
from bonghwa.kernel.errors import Unavailable

ORDER = json.dumps({"product": "brass-spoon", "quantity": 2}).encode()


async def until(true: Callable[[], bool]) -> None:
    """Returns when `true` is; a minute in vain is a failure."""
    for _ in range(3000):
        if true():
            return
        await asyncio.sleep(0.02)
    pytest.fail("waited in vain")


async def well_again(shop: Shop) -> None:
    """Returns when the shop is healthy: freed space counts within a moment, not at once."""
    for _ in range(100):
        if await faults.healthy(shop):
            return
        await asyncio.sleep(0.05)
    pytest.fail("the shop stayed ill")


def records(shop: Shop) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shop.shop_log.read_text("utf-8").splitlines()]


def has_line(log: Path, text: str) -> Callable[[], bool]:
    return lambda: text in log.read_text("utf-8")


async def start_by_hand(shop: Shop) -> None:
    status, said = await run_script(shop.home(Service.WORKER) / "bin" / "startup.sh")
    assert status == 0, said


async def test_a_killed_worker_leaves_the_front_alone_until_its_start_script_is_run(shop: Shop) -> None:
    assert await faults.healthy(shop)
    killed = faults.pid_of(shop, Service.WORKER)
    front = faults.pid_of(shop, Service.FRONT)
    await faults.inject(shop, Fault.WORKER)
    assert faults.pid_of(shop, Service.WORKER) is None
    assert request(shop, "POST", "/orders", ORDER)[0] == 502
    await until(has_line(shop.front_log, "Connection refused) while connecting to upstream"))
    await start_by_hand(shop)
    assert await faults.healthy(shop)
    assert faults.pid_of(shop, Service.WORKER) not in {killed, None}
    assert faults.pid_of(shop, Service.FRONT) == front


async def test_logs_over_their_quota_refuse_orders_until_they_are_archived(shop: Shop) -> None:
    worker = faults.pid_of(shop, Service.WORKER)
    await faults.inject(shop, Fault.QUOTA)
    assert directory_bytes(shop.logs) > shop.quota_bytes
    assert request(shop, "POST", "/orders", ORDER)[0] == 507
    assert request(shop, "GET", "/health")[0] == 200
    await until(has_line(shop.worker_output, "Disk quota exceeded"))
    accepted = len([one for one in records(shop) if one["message"] == "order accepted"])
    assert json.loads(request(shop, "GET", "/health")[1])["orders"] == accepted

    week_ago = time.time() - 7 * 86400
    old = [path for path in shop.logs.glob("shop-*.json") if path.stat().st_mtime < week_ago]
    assert len(old) >= 10
    for path in old:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert directory_bytes(shop.logs) < shop.quota_bytes / 2
    await well_again(shop)
    assert faults.pid_of(shop, Service.WORKER) == worker


async def test_an_altered_configuration_keeps_the_worker_from_starting_until_it_is_restored(
    shop: Shop,
) -> None:
    good = shop.configuration.read_bytes()
    await faults.inject(shop, Fault.CONFIG)
    assert shop.configuration.read_bytes() != good
    assert faults.pid_of(shop, Service.WORKER) is None
    assert not shop.pid_file(Service.WORKER).exists()
    last = records(shop)[-1]
    assert last["level"] == "ERROR"
    assert last["logger"] == "shop.configuration"
    assert "cannot start: invalid configuration in conf/shop.toml: orders.tax_rate" in last["message"]
    assert request(shop, "GET", "/health")[0] == 502
    status, said = await run_script(shop.home(Service.WORKER) / "bin" / "startup.sh")
    assert status == 1
    assert "worker did not start" in said
    shop.configuration.write_bytes(good)
    await start_by_hand(shop)
    assert await faults.healthy(shop)


async def test_every_fault_can_be_injected_again_and_everything_restored(shop: Shop) -> None:
    for fault in (*Fault, *Fault):
        await faults.inject(shop, fault)
        assert not await faults.healthy(shop)
        await faults.restore_everything(shop)
        await well_again(shop)
        assert directory_bytes(shop.logs) < shop.quota_bytes / 4


async def test_the_quota_fault_works_again_over_archives_of_the_first_time(shop: Shop) -> None:
    for _ in range(2):
        await faults.inject(shop, Fault.QUOTA)
        for path in sorted(shop.logs.glob("shop-*.json"))[:-7]:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
            path.unlink()
        await well_again(shop)


async def test_a_fault_that_breaks_nothing_is_reported(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_shop: Shop, _service: Service) -> None:
        """A kill that misses."""

    monkeypatch.setattr(faults, "kill", nothing)
    monkeypatch.setattr(faults, "LOOKS", 3)
    with pytest.raises(Unavailable, match="did not break the shop"):
        await faults.inject(shop, Fault.WORKER)


async def test_customers_buy_by_themselves(shop: Shop) -> None:
    await until(lambda: len([one for one in records(shop) if one["message"] == "order accepted"]) > 2)


async def test_starting_twice_starts_once_and_stopping_twice_is_no_error(shop: Shop) -> None:
    before = [faults.pid_of(shop, service) for service in SERVICES]
    await faults.start(shop)
    assert [faults.pid_of(shop, service) for service in SERVICES] == before
    assert None not in before
    await faults.stop(shop)
    await faults.stop(shop)
    assert [command_of(pid or 0) for pid in before] == ["", "", ""]


async def test_a_stranger_with_the_recorded_number_is_left_alone(shop: Shop) -> None:
    stranger = await asyncio.create_subprocess_exec("sleep", "60")
    try:
        worker = faults.pid_of(shop, Service.WORKER)
        assert worker is not None
        os.kill(worker, signal.SIGKILL)
        shop.pid_file(Service.WORKER).write_text(f"{stranger.pid}\n")
        assert faults.pid_of(shop, Service.WORKER) is None
        status, said = await run_script(shop.home(Service.WORKER) / "bin" / "shutdown.sh")
        assert (status, said) == (0, "worker is not running")
        assert stranger.returncode is None
        await start_by_hand(shop)
        assert await faults.healthy(shop)
    finally:
        stranger.kill()
        await stranger.wait()


async def test_a_broken_pid_file_means_not_running(installed: Shop) -> None:
    shop = installed
    for recorded in ("", "0", "-1", "abc", "1; touch owned", "9" * 40, "\x00\xff"):
        shop.pid_file(Service.CUSTOMER).write_text(recorded, "utf-8")
        assert faults.pid_of(shop, Service.CUSTOMER) is None
        status, said = await run_script(shop.home(Service.CUSTOMER) / "bin" / "shutdown.sh")
        assert status == 0
        assert said.endswith("customer is not running")


async def test_a_port_taken_by_another_program_is_not_mistaken_for_the_worker(installed: Shop) -> None:
    shop = installed

    async def pretend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.0 200 OK\r\n\r\n{"status": "ok", "pid": 1}')
        writer.close()

    other = await asyncio.start_server(pretend, "127.0.0.1", shop.worker_port)
    async with other:
        status, _ = await run_script(shop.home(Service.WORKER) / "bin" / "startup.sh")
        assert status == 1
    assert "Address already in use" in records(shop)[-1]["message"]
    shop.configuration.unlink()
    with pytest.raises(Unavailable, match="did not start"):
        await faults.start(shop)


async def test_a_script_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "hang.sh"
    script.write_text('echo $$ >"$0.pid"\nsleep 60\n')
    monkeypatch.setattr("bonghwa.demo.victim.operation.SCRIPT_SECONDS", 0.2)
    status, said = await run_script(script)
    assert status == 124
    assert "did not end" in said
    assert command_of(int(script.with_name("hang.sh.pid").read_text())) == ""
