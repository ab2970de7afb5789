"""`bonghwa`: finds the command, and turns errors into one clear line and an exit code.

Commands are loaded only when they are called, so that a filter in a pipe starts at once.
"""

import importlib
import sys
from typing import Any, Final

import typer
from typer.main import get_command

from bonghwa.kernel.errors import BonghwaError

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "setup": (
        "bonghwa.doors.cli.server",
        "Prepare a data directory and print the link for the first administrator.",
    ),
    "server": ("bonghwa.doors.cli.server", "Run the server."),
    "agent": ("bonghwa.doors.cli.agent", "Enrol and run an agent."),
    "demo": ("bonghwa.demo.command", "See the whole story on this machine, with a real victim."),
    "fleet": ("bonghwa.doors.cli.fleet", "Fill the inventory from a file."),
    "login": ("bonghwa.doors.cli.login", "Sign in at a server for the commands below."),
    "incidents": ("bonghwa.doors.cli.incidents", "List incidents of a running server."),
    "approve": ("bonghwa.doors.cli.incidents", "Approve a proposal with your own key."),
    "key": ("bonghwa.doors.cli.incidents", "Make an approver key and register it."),
    "audit": ("bonghwa.doors.cli.audit", "Verify the audit chain."),
    "roster": ("bonghwa.doors.cli.roster", "Sign the roster of approvers with the root key."),
    "logs": ("bonghwa.doors.cli.logs", "Group, parse and mask log lines."),
    "diagnose": ("bonghwa.doors.cli.diagnose", "Tell the cause of an error from its log."),
    "shell": ("bonghwa.doors.cli.shell", "Judge shell commands before anyone runs them."),
    "intent": ("bonghwa.doors.cli.intent", "Understand a request in Korean or English."),
    "version": ("bonghwa.doors.cli.version", "Print the version."),
}


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"--help", "-h", "help"}:
        sys.stdout.write(overview())
        sys.exit(0)
    name, rest = arguments[0], arguments[1:]
    if name == "--version":
        name = "version"
    if name not in COMMANDS:
        sys.stderr.write(f"There is no command {name!r}. See `bonghwa --help`.\n")
        sys.exit(2)
    try:
        command = get_command(_typer_app(name))
        sys.exit(command.main(rest, prog_name=f"bonghwa {name}", standalone_mode=True))
    except BonghwaError as error:
        sys.stderr.write(f"{error.message}\n")
        if error.next_step:
            sys.stderr.write(f"{error.next_step}\n")
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"{where}{error.strerror or type(error).__name__}.\n")
        sys.exit(1)


def overview() -> str:
    """The list of commands."""
    lines = ["Bonghwa: from the error line to the proven repair.", "", "Usage: bonghwa COMMAND [OPTIONS]", ""]
    width = max(len(name) for name in COMMANDS)
    lines += [f"  {name:<{width}}  {text}" for name, (_, text) in COMMANDS.items()]
    return "\n".join([*lines, "", "`bonghwa COMMAND --help` tells more about one of them.", ""])


def _typer_app(name: str) -> typer.Typer:
    module: Any = importlib.import_module(COMMANDS[name][0])
    app: typer.Typer = getattr(module, f"{name}_app", None) or module.app
    return app
