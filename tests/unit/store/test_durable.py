"""A workflow goes on after its process was killed, and repeats no step that had ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

CHILD = """
import asyncio, os, sys
from pathlib import Path
from bonghwa.store.durable import Durable

folder = Path(sys.argv[1])
durable = Durable(f"sqlite:///{folder / 'workflows.db'}")

async def note(name):
    with (folder / "done").open("a") as file:
        file.write(name + "\\n")
    return {"name": name}

async def second():
    if not (folder / "again").exists():
        (folder / "stuck").touch()
        await asyncio.Event().wait()
    return await note("second")

async def story(argument):
    first = await durable.step("first", lambda: note("first " + argument))
    assert first["name"] == "first x"
    await durable.step("second", second)
    (folder / "over").touch()

async def main():
    durable.register("story", story)
    durable.launch()
    for _ in range(2):
        await durable.start("story", "story-1", "x")
    while not (folder / "over").exists():
        await asyncio.sleep(0.02)
    while await durable.status("story-1") != "SUCCESS":
        await asyncio.sleep(0.02)
    assert await durable.status("unknown") is None

asyncio.run(main())
durable.close()
"""


def _wait_for(path: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, "the child ended too early"
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_workflow_goes_on_where_it_was(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    first = subprocess.Popen(command)
    try:
        _wait_for(tmp_path / "stuck", first)
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    (tmp_path / "again").touch()
    assert subprocess.run(command, timeout=60, check=False).returncode == 0
    assert (tmp_path / "done").read_text().splitlines() == ["first x", "second"]
