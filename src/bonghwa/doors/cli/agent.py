"""`bonghwa agent enroll`, `bonghwa agent run` and `bonghwa agent heads`."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bonghwa.agent.configuration import Allowed, Watch, read_configuration
from bonghwa.agent.daemon import run_agent
from bonghwa.agent.enrolment import enrol
from bonghwa.agent.keepsakes import Keepsakes
from bonghwa.agent.pinned_keys import read_pinned_keys
from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.logging import configure_logging
from bonghwa.vocabulary.action import Risk

app = typer.Typer(add_completion=False, no_args_is_help=True)

DEFAULT_DIRECTORY = Path("bonghwa-agent")
Directory = Annotated[Path, typer.Option(help="The agent's own directory: keys, spool, journal, agent.toml.")]


@app.command()
def enroll(
    server: Annotated[str, typer.Argument(help="Address of the server, such as https://bonghwa.example.")],
    token: Annotated[
        str, typer.Option(envvar="BONGHWA_ENROLMENT_TOKEN", help="The one-time token.", prompt=True)
    ],
    *,
    name: Annotated[str, typer.Option(help="What people will call this agent.")],
    directory: Directory = DEFAULT_DIRECTORY,
    allow: Annotated[
        list[str] | None, typer.Option(help="Action names it may run, such as 'service.*'.")
    ] = None,
    highest_risk: Annotated[
        Risk, typer.Option(help="Nothing riskier is done here, whoever asks.")
    ] = Risk.READ,
    watch: Annotated[list[str] | None, typer.Option(help="HOST:SERVICE:/absolute/glob to follow.")] = None,
    ca_file: Annotated[
        Path | None, typer.Option(help="Certificates to trust, where the server's is your own.")
    ] = None,
    allow_plain_text: Annotated[
        bool,
        typer.Option(
            "--allow-plain-text", help="Reach the server without TLS; only where the network is trusted."
        ),
    ] = False,
) -> None:
    """Enrol this machine: make its own key, pin the server's, write agent.toml."""
    watches = tuple(_watch(text) for text in watch or ())
    allowed = Allowed(
        actions=tuple(allow or ("service.status", "host.resources", "logs.errors")), highest_risk=highest_risk
    )
    configuration = enrol(
        server,
        token,
        name,
        directory.resolve(),
        allow=allowed,
        watches=watches,
        allow_plain_text=allow_plain_text,
        ca_file=str(ca_file.resolve()) if ca_file else None,
    )
    sys.stdout.write(f"Enrolled as {configuration.name} ({configuration.agent}).\n")
    sys.stdout.write(f"Start it with `bonghwa agent run --directory {directory}`.\n")


@app.command()
def run(directory: Directory = DEFAULT_DIRECTORY) -> None:
    """Run the agent until it is told to stop (Ctrl-C, SIGTERM)."""
    configure_logging()
    asyncio.run(run_agent(read_configuration(directory / "agent.toml")))


@app.command()
def heads(directory: Directory = DEFAULT_DIRECTORY) -> None:
    """Print the signed audit heads that this agent has kept, one a line, for `bonghwa audit verify --heads`."""
    state = read_configuration(directory / "agent.toml").state
    keys = read_pinned_keys(state)
    kept = Keepsakes(state, order_key=keys.order, root_key=keys.root)
    try:
        for head in [*kept.audit_heads(), *kept.audit_breaches()]:
            sys.stdout.write(f"{head.token}\n")
    finally:
        kept.close()


def _watch(text: str) -> Watch:
    host, _, rest = text.partition(":")
    service, _, glob = rest.partition(":")
    if not (host and service and glob.startswith("/")):
        raise Invalid(
            f"--watch {text!r} is not HOST:SERVICE:/absolute/glob.", next_step="Give all three parts."
        )
    return Watch(host=host, service=service, glob=glob, start="end")
