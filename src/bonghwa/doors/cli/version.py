import sys
from typing import Annotated

import typer

from bonghwa import __version__

app = typer.Typer(add_completion=False)


@app.command()
def version(*, json: Annotated[bool, typer.Option("--json", help="As one JSON line.")] = False) -> None:
    """Print the version."""
    sys.stdout.write(f'{{"version":"{__version__}"}}\n' if json else f"bonghwa {__version__}\n")
