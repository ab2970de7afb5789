"""A real small service with the directory layout of a Tomcat: bin/startup.sh, bin/shutdown.sh, run/*.pid."""

import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_STARTUP = """#!/bin/sh
home=$(cd "$(dirname "$0")/.." && pwd -P)
pid_file=$home/run/tiny.pid
if [ -f "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; then echo "runs already"; exit 0; fi
cd "$home/web" || exit 1
nohup "{python}" {program} >>"$home/logs/tiny.out" 2>&1 &
echo $! >"$pid_file"
echo "started tiny"
"""

_SHUTDOWN = """#!/bin/sh
home=$(cd "$(dirname "$0")/.." && pwd -P)
kill "$(cat "$home/run/tiny.pid")" && rm -f "$home/run/tiny.pid"
"""

_STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    time.sleep(1)
"""


class TinyService:
    """The service in `home`; it listens on `port` once started."""

    def __init__(self, home: Path, *, stubborn: bool = False, python: str = sys.executable) -> None:
        self.home = home
        self.port = free_port()
        for name in ("bin", "run", "logs", "web"):
            (home / name).mkdir(parents=True, exist_ok=True)
        (home / "web" / "health").write_text("well\n")
        program = f"-m http.server {self.port} --bind 127.0.0.1"
        if stubborn:
            (home / "bin" / "stubborn.py").write_text(_STUBBORN)
            program = '"$home/bin/stubborn.py"'
        self.write("startup", _STARTUP.replace("{python}", python).replace("{program}", program))
        self.write("shutdown", _SHUTDOWN)

    def write(self, script: str, text: str) -> None:
        path = self.home / "bin" / f"{script}.sh"
        path.write_text(text)
        path.chmod(0o755)

    @property
    def params(self) -> dict[str, object]:
        return {
            "service": "tiny",
            "home": str(self.home),
            "port": self.port,
            "health": f"http://127.0.0.1:{self.port}/health",
        }

    @property
    def pid(self) -> int:
        return int((self.home / "run" / "tiny.pid").read_text())

    def kill(self) -> None:
        """Ends it as a crash would: the pid file stays."""
        pid = self.pid
        os.kill(pid, signal.SIGKILL)
        for _ in range(200):
            if not _lives(pid):
                return
            time.sleep(0.02)
        raise AssertionError(f"process {pid} does not die")

    def end(self) -> None:
        for file in (self.home / "run").glob("*.pid"):
            with contextlib.suppress(OSError, ValueError):
                os.kill(int(file.read_text()), signal.SIGKILL)


@contextlib.contextmanager
def tiny_service(home: Path, *, stubborn: bool = False) -> Iterator[TinyService]:
    service = TinyService(home, stubborn=stubborn)
    try:
        yield service
    finally:
        service.end()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
