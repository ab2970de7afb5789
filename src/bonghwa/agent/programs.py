"""Running one program: own process group, minimal environment, bounded in time and output, ended as a group."""

import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bonghwa.vocabulary.program import Output, Program

ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
}
_NOT_STARTED = 127
_TICK = 0.05
_AFTER_EXIT = 0.1
_TERM_SECONDS = 2.0
_CHUNK = 64 * 1024

Started = Callable[[int], None]
Wrote = Callable[[str, bytes], None]


def ignored(*_: object) -> None:
    """Nobody listens."""


@dataclass
class _Streams:
    """What came out so far, bounded by one limit for both streams."""

    limit: int
    parts: dict[str, list[bytes]] = field(default_factory=lambda: {"stdout": [], "stderr": []})
    truncated: bool = False

    def take(self, name: str, data: bytes) -> bytes:
        kept = data[: self.limit]
        self.limit -= len(kept)
        self.truncated = self.truncated or len(kept) < len(data)
        if kept:
            self.parts[name].append(kept)
        return kept

    def text(self, name: str) -> str:
        return b"".join(self.parts[name]).decode("utf-8", errors="replace")


def run_program(
    program: Program,
    *,
    most_seconds: float,
    stop: threading.Event,
    started: Started = ignored,
    wrote: Wrote = ignored,
) -> Output:
    """Run `program` to its end and give what it wrote. Blocks; call it in a thread.

    `started` gets the process id before any standard input is fed, `wrote` each piece of output. After `timeout`
    (at most `most_seconds`) or when `stop` is set, its whole process group is ended and `exit_code` is None. What a
    program left running in the background when it ended by itself stays alive. A program that cannot be started
    gives exit code 127 and says why on stderr.
    """
    begun = time.monotonic()
    try:
        process = subprocess.Popen(
            program.argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**ENVIRONMENT, "HOME": str(Path.home())},
            cwd="/",
        )
    except (OSError, ValueError, IndexError) as error:
        return Output(stdout="", stderr=f"The program could not be started: {error}", exit_code=_NOT_STARTED)
    streams = _Streams(limit=program.output_limit)
    with process:
        try:
            started(process.pid)
            finished = _attend(
                process,
                program.stdin.encode("utf-8", errors="surrogateescape"),
                streams,
                deadline=begun + min(program.timeout, most_seconds),
                stop=stop,
                wrote=wrote,
            )
        except BaseException:
            _end_group(process)
            raise
        if not finished:
            _end_group(process)
        code = process.wait()
    return Output(
        stdout=streams.text("stdout"),
        stderr=streams.text("stderr"),
        exit_code=code if finished else None,
        timed_out=not finished and not stop.is_set(),
        truncated=streams.truncated,
        seconds=round(time.monotonic() - begun, 3),
    )


def _attend(
    process: subprocess.Popen[bytes],
    to_feed: bytes,
    streams: _Streams,
    *,
    deadline: float,
    stop: threading.Event,
    wrote: Wrote,
) -> bool:
    """Feed and read until the program exits (True), or until its time is up or a stop is asked for (False)."""
    with selectors.DefaultSelector() as selector:
        for name in ("stdout", "stderr", "stdin"):
            pipe: IO[bytes] = getattr(process, name)
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, selectors.EVENT_WRITE if name == "stdin" else selectors.EVENT_READ, name)
        rest = memoryview(to_feed)
        last_look: float | None = None
        while selector.get_map():
            now = time.monotonic()
            if last_look is None and _has_exited(process.pid):
                # Its own output is in the pipes already; a background child may hold them open for ever.
                last_look = now + _AFTER_EXIT
            if last_look is None and (now >= deadline or stop.is_set()):
                return False
            if last_look is not None and now >= last_look:
                return True
            for key, _ in selector.select(_TICK if last_look is None else _AFTER_EXIT / 4):
                if key.data == "stdin":
                    rest = _feed(process, rest, selector)
                elif not _read(key, streams, wrote):
                    selector.unregister(key.fileobj)
    return _wait_exit(process.pid, deadline, stop)


def _feed(process: subprocess.Popen[bytes], rest: memoryview, selector: selectors.BaseSelector) -> memoryview:
    assert process.stdin  # noqa: S101 - it is a pipe
    try:
        rest = rest[os.write(process.stdin.fileno(), rest[:_CHUNK]) :] if rest else rest
    except BlockingIOError:
        return rest
    except OSError:  # it does not read its input
        rest = rest[:0]
    if not rest:
        selector.unregister(process.stdin)
        process.stdin.close()
    return rest


def _read(key: selectors.SelectorKey, streams: _Streams, wrote: Wrote) -> bool:
    """Take what is there; False at the end of the stream."""
    try:
        data = os.read(key.fd, _CHUNK)
    except BlockingIOError:
        return True
    kept = streams.take(key.data, data)
    if kept:
        wrote(key.data, kept)
    return bool(data)


def _has_exited(process: int) -> bool:
    """Whether it ended, without reaping it: its id, and so its group, stays reserved until we are done."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _wait_exit(process: int, deadline: float, stop: threading.Event) -> bool:
    while not _has_exited(process):
        if time.monotonic() >= deadline or stop.is_set():
            return False
        time.sleep(_TICK / 5)
    return True


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """TERM, then KILL, to the group that we made for it and to nothing else; it is not reaped yet."""
    _signal_group(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + _TERM_SECONDS
    while time.monotonic() < deadline and not _has_exited(process.pid):
        time.sleep(_TICK / 5)
    _signal_group(process.pid, signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return
