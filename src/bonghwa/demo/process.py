"""The demo's own processes: started by command line, ended by pid, never left behind."""

import asyncio
import contextlib
import fcntl
import os
import random
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bonghwa.kernel.errors import Unavailable

OTHER_PORTS = range(20_000, 32_000)


@contextlib.contextmanager
def claimed_port(preferred: int | None = None) -> Iterator[int]:
    """A loopback port that nobody uses and that no other demo of this user takes while the block lasts.

    Between finding a free port and listening on it lie seconds in which another demo would find it free as well.
    Other ports than the preferred one come from below the range that outgoing connections are given.
    """
    claims = Path(tempfile.gettempdir()) / f"bonghwa-demo-ports-{os.getuid()}"
    claims.mkdir(mode=0o700, exist_ok=True)
    others = random.sample(OTHER_PORTS, 200)
    for port in (preferred, *others) if preferred else others:
        claim = claims / str(port)
        file = _claimed(claim)
        if file is None:
            continue
        try:
            if _is_free(port):
                yield port
                return
        finally:
            claim.unlink(missing_ok=True)
            os.close(file)
    raise Unavailable("There is no free port on 127.0.0.1.")


def _claimed(claim: Path) -> int | None:
    """The open file that holds the claim; None when another demo holds it."""
    file = -1
    try:
        # The folder above is shared with strangers: never through a link that one of them laid there.
        file = os.open(claim, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if file >= 0:
            os.close(file)
        return None
    return file


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


class BonghwaProcess:
    """One `bonghwa …` process; what it says goes to a log file."""

    def __init__(
        self, name: str, arguments: list[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self._arguments = arguments
        self.log = log
        self._environment = dict(os.environ) | dict(environment or {})
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Its process id; raises Unavailable when it does not run."""
        if self._process is None or self._process.returncode is not None:
            raise Unavailable(f"{self.name} does not run.", next_step=f"See {self.log}.")
        return self._process.pid

    async def start(self) -> None:
        """Start it, in a session of its own, so that Ctrl-C is handled once, by the demo."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as file:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bonghwa",
                *self._arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env=self._environment,
                start_new_session=True,
            )

    async def stop(self, *, kill: bool = False) -> None:
        """End it: politely within five seconds, otherwise (or with `kill`) at once."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            try:
                async with asyncio.timeout(5):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()

    def check(self) -> None:
        """Raises Unavailable when it has ended by itself."""
        if self._process is not None and self._process.returncode is not None:
            tail = self.log.read_text(encoding="utf-8", errors="replace")[-600:]
            raise Unavailable(
                f"{self.name} ended by itself:\n{tail}", next_step=f"The whole log is {self.log}."
            )
