"""`bonghwa login`: sign in once, keep a token in a private file for the other commands."""

import socket
import sys
from typing import Annotated

import typer

from bonghwa.doors.cli.client import DEFAULT_SERVER, Api, keep_login

app = typer.Typer(add_completion=False)


@app.command()
def login(
    server: Annotated[str, typer.Argument(help="Address of the server.")] = DEFAULT_SERVER,
    *,
    name: Annotated[str, typer.Option("--login", prompt="Login", help="Who you are.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, envvar="BONGHWA_PASSWORD")],
    days: Annotated[int, typer.Option(min=1, max=365, help="How long the token is good.")] = 30,
) -> None:
    """Sign in and keep an API token for this user account."""
    api = Api(server)
    person = api.sign_in(name, password)
    token = api.call(
        "POST", "/api/v1/tokens", {"label": f"bonghwa login on {socket.gethostname()}", "days": days}
    )
    file = keep_login(server, token["token"])
    sys.stdout.write(f"Signed in as {person['name']}. The token is in {file}, good for {days} days.\n")
