import subprocess
from pathlib import Path


def command_of(pid: int) -> str:
    """The command line of a process, arguments joined by spaces; empty when it is gone or a zombie."""
    recorded = Path("/proc") / str(pid) / "cmdline"
    if Path("/proc/self/cmdline").exists():
        try:
            return recorded.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    # Without /proc (macOS): a zombie shows no arguments here, so it is not taken for its former self.
    listed = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, check=False)
    shown = listed.stdout.decode(errors="replace").strip()
    return "" if shown.endswith("<defunct>") or shown.startswith("(") else shown


def recorded_pid(pid_file: Path) -> int | None:
    """The process id in `pid_file`, or None when there is none."""
    try:
        text = pid_file.read_text("ascii", "replace").strip()
    except OSError:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def running_pid(home: Path, pid_file: Path, service: str) -> int | None:
    """The process id of `service` of the shop in `home` while it runs, else None.

    A number reused by a stranger after a crash is not taken for the service: the command line must name both.
    """
    pid = recorded_pid(pid_file)
    if pid is None:
        return None
    wanted = f"bonghwa.demo.victim.{service} --home {home} "
    return pid if wanted in command_of(pid) + " " else None
