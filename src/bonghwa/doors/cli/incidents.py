"""`bonghwa incidents`, `bonghwa approve`, `bonghwa key`: the river from a terminal."""

import json as jsonlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bonghwa.doors.cli.client import Api
from bonghwa.doors.cli.terminal import printable
from bonghwa.kernel.errors import Conflict, NotFound
from bonghwa.kernel.keys import approver_key, signing_key_from_file, write_key_file

incidents_app = typer.Typer(add_completion=False)
approve_app = typer.Typer(add_completion=False)
key_app = typer.Typer(add_completion=False)

COLOURS = {"critical": "bold red", "high": "red", "warning": "yellow", "info": "blue"}
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
KeyFile = Annotated[Path, typer.Option("--key", help="Your approver key file.")]
DEFAULT_KEY = Path.home() / ".config" / "bonghwa" / "approver.key"


@incidents_app.command()
def incidents(
    status: Annotated[str | None, typer.Option(help="open, or one status.")] = "open",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    *,
    json: Json = False,
) -> None:
    """List incidents, newest first."""
    query = {"limit": limit} | ({"status": status} if status and status != "all" else {})
    items = Api.from_environment().get("/api/v1/incidents", **query)["items"]
    if json:
        sys.stdout.write(jsonlib.dumps(items, ensure_ascii=False) + "\n")
        return
    if not items:
        sys.stdout.write("No incidents.\n")
        return
    table = Table(box=None, header_style="dim")
    for column in ("no", "severity", "status", "service", "what", "count"):
        table.add_column(column, overflow="fold")
    for item in items:
        table.add_row(
            str(item["number"]),
            Text(item["level"], style=COLOURS.get(item["level"], "")),
            item["status"],
            Text(printable(f"{item['host']}/{item['service']}")),
            Text(printable(item["title"][:80])),
            str(item["count"]),
        )
    Console().print(table)


@approve_app.command()
def approve(
    incident: Annotated[str, typer.Argument(help="Number or id of the incident whose proposal you approve.")],
    key: KeyFile = DEFAULT_KEY,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
    json: Json = False,
) -> None:
    """Show what is proposed for an incident, and approve exactly that with your own key."""
    api = Api.from_environment()
    case = api.get(f"/api/v1/incidents/{_id_of(api, incident)}")
    pending = [proposal for proposal in case["proposals"] if proposal["status"] == "pending"]
    if not pending:
        raise Conflict(
            f"Incident {case['number']} has no proposal that waits.", next_step="See `bonghwa incidents`."
        )
    if not json:
        sys.stdout.write(_shown(case, pending[0]))
    if not yes:
        typer.confirm("Approve and sign this plan?", abort=True)
    me = _person(api)
    approval = api.approve(pending[0], me, signing_key_from_file(key))
    sys.stdout.write(jsonlib.dumps(approval, ensure_ascii=False) + "\n" if json else "Approved and signed.\n")


@key_app.command()
def key(
    label: Annotated[str, typer.Option(help="How you will recognise it.")] = "command line",
    file: KeyFile = DEFAULT_KEY,
) -> None:
    """Make an approver key in a private file and register its public half."""
    if file.exists():
        raise Conflict(f"{file} exists.", next_step="Use it, or choose another file with --key.")
    fresh = approver_key()
    Api.from_environment().call("POST", "/api/v1/approver-keys", {"jwk": fresh.jwk(), "label": label})
    write_key_file(file, fresh)
    sys.stdout.write(f"Registered key {fresh.id}; its private half is in {file}.\n")


def _id_of(api: Api, incident: str) -> str:
    """The id of an incident given by its number, as people say it; an id stays itself."""
    if not incident.isdigit():
        return incident
    for item in api.get("/api/v1/incidents", status="open", limit=500)["items"]:
        if str(item["number"]) == incident:
            return str(item["id"])
    raise NotFound(f"There is no open incident {incident}.", next_step="See `bonghwa incidents`.")


def _shown(case: dict[str, Any], proposal: dict[str, Any]) -> str:
    lines = [
        f"Incident {case['number']}: {case['title']}",
        f"Cause:  {case['cause_label'] or 'not established'}",
        "",
    ]
    # What is signed is the plan, not the server's words about it: the plan itself is shown first.
    plan = proposal["plan"]
    for step in plan["steps"]:
        lines += [
            f"  {step['action']} v{step['version']} ({step['risk']}) on {step['host']}, agent {step['agent']}"
        ]
        lines += [f"    {name} = {jsonlib.dumps(value)}" for name, value in sorted(step["params"].items())]
    lines += [f"  asked for by {plan['requester']}, until {plan['expires_at']}", ""]
    lines += [f"  {step['title']} on {step['host']}" for step in proposal["steps"]]
    lines += [f"    {line}" for line in proposal["preview"]]
    lines += [
        "",
        f"Risk:   {proposal['risk']}. {proposal['blast_radius']}",
        f"Plan:   {proposal['plan_hash']}",
        "",
    ]
    return "\n".join(printable(line) for line in lines) + "\n"


def _person(api: Api) -> str:
    person: str = api.get("/api/v1/person")["id"]
    return person
