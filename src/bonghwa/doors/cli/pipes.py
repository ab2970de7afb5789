"""Standing in a pipe."""

import contextlib
import os
import sys
from collections.abc import Iterator

import typer


@contextlib.contextmanager
def pipe_may_close() -> Iterator[None]:
    """A reader that has seen enough (`| head`) is no error."""
    try:
        yield
    except BrokenPipeError:
        # Python would complain again when it flushes the closed pipe on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
