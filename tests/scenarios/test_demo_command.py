"""`bonghwa demo` as a newcomer starts it: it breaks the shop for real, repairs it, and leaves nothing behind."""

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest
from tests.scenarios.command import Said, bonghwa
from tests.scenarios.waiting import eventually

from bonghwa.demo.faults import Fault

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
KEYS = ["fault", "incident", "cause", "detected_ms", "approved_by", "run", "verified", "report", "audit"]
CAUSES = {
    Fault.WORKER: {"connection_refused"},
    Fault.QUOTA: {"quota_exceeded"},
    # The front sees that nobody answers before the application says why it does not start.
    Fault.CONFIG: {"config_error", "connection_refused"},
}


def processes_of(home: Path) -> list[str]:
    """The command lines of living processes that name the demo's home."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if str(home) in command:
                found.append(command)
    return found


def assert_well_ended(said: Said, fault: Fault) -> Path:
    """One JSON line with exactly these keys, and a report that stands alone. Gives the report's path."""
    assert said.code == 0, said
    (line,) = said.out.splitlines()
    ending = json.loads(line)
    assert list(ending) == KEYS
    assert ending["fault"] == fault.value
    assert ending["cause"] in CAUSES[fault]
    assert isinstance(ending["incident"], int)
    assert isinstance(ending["detected_ms"], int)
    assert ending["detected_ms"] >= 0
    assert (ending["run"], ending["verified"], ending["audit"]) == ("succeeded", True, "intact")
    assert ending["approved_by"] == "minji"
    report = Path(ending["report"])
    page = report.read_text("utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert not re.search(
        r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|<script|<link""", page, re.IGNORECASE
    )
    assert report.with_suffix(".md").is_file()
    return report


async def once(home: Path, fault: Fault) -> Said:
    said = await bonghwa("demo", "--once", "--fault", fault.value, "--home", str(home), folder=home.parent)
    assert processes_of(home) == []
    return said


async def test_two_demos_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    homes = [tmp_path / "one", tmp_path / "two"]
    faults = [Fault.WORKER, Fault.QUOTA]
    ended = await asyncio.gather(*(once(home, fault) for home, fault in zip(homes, faults, strict=True)))
    for said, fault in zip(ended, faults, strict=True):
        assert_well_ended(said, fault)


async def test_a_demo_plays_the_config_fault_and_the_next_one_keeps_its_report(tmp_path: Path) -> None:
    home = tmp_path / "home"
    report = assert_well_ended(await once(home, Fault.CONFIG), Fault.CONFIG)
    assert_well_ended(await once(home, Fault.WORKER), Fault.WORKER)
    assert report.is_file()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_ctrl_c_ends_every_process_that_the_demo_started(
    tmp_path: Path, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bonghwa", "demo", "--home", str(home)), stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    try:
        said = ""
        while "Breaking the shop" not in said:
            line = await process.stderr.readline()
            assert line, said
            said += line.decode()
        assert re.search(r"Address +http://127\.0\.0\.1:\d+", said)
        assert re.search(r"Login +admin +Password +\S{8,}", said)
        assert len(processes_of(home)) >= 5  # server, agent, front, worker, customer
        process.send_signal(number)
        await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0
    await eventually(lambda: not processes_of(home), "the end of every process")


async def test_ctrl_c_while_a_story_is_played_ends_everything_too(tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bonghwa", "demo", "--once", "--home", str(home)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    assert (await process.stderr.readline()).startswith(b"Breaking the shop")
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    await eventually(lambda: not processes_of(home), "the end of every process")
