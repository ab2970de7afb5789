"""What is run on a host, and what came out."""

from msgspec import Struct

MAX_OUTPUT = 256 * 1024


class Program(Struct, frozen=True):
    """An argument vector, never a shell line. Scripts are constants of the catalogue on `stdin`.

    `timeout` in seconds; output beyond `output_limit` bytes is cut and said to be.
    """

    argv: tuple[str, ...]
    stdin: str = ""
    timeout: float = 30.0
    output_limit: int = MAX_OUTPUT


class Output(Struct, frozen=True):
    """What a program wrote. `exit_code` is None when it was ended by us (`timed_out`, or a stop)."""

    stdout: str
    stderr: str
    exit_code: int | None
    timed_out: bool = False
    truncated: bool = False
    seconds: float = 0.0


def posix_script(
    script: str, *arguments: str, timeout: float = 30.0, output_limit: int = MAX_OUTPUT
) -> Program:
    """A constant POSIX script fed to `sh -s`; parameters travel as arguments and are never pasted in."""
    return Program(
        argv=("sh", "-s", "--", *arguments), stdin=script, timeout=timeout, output_limit=output_limit
    )
