"""Undocumented is unfinished: settings, agent.toml, actions, roles, packages."""

import tomllib
from typing import Any

import msgspec
import pytest
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields
from tests.docs.pages import ROOT, page
from tests.docs.test_commands import section

from bonghwa.actions import CATALOGUE, AnyAction
from bonghwa.agent.configuration import AgentConfiguration, Allowed, Host, Limits, Watch
from bonghwa.kernel.settings import PREFIX, Settings
from bonghwa.vocabulary.action import Action
from bonghwa.vocabulary.actor import PERMISSIONS, Role
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ROSTER_TYPE
from bonghwa.vocabulary.order import ORDER_TYPE
from bonghwa.vocabulary.wire import AUDIT_HEAD_TYPE, HELLO_TYPE, TIME_TYPE

AGENT_PARTS: dict[str, type[Struct]] = {
    "Top level": AgentConfiguration,
    "`[allow]`": Allowed,
    "`[limits]`": Limits,
    "`[[host]]`": Host,
    "`[[watch]]`": Watch,
}


def row_of(text: str, name: str) -> str:
    """The table row that begins with this name."""
    rows = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1, f"{name} has {len(rows)} rows"
    return rows[0]


def default_of(field: FieldInfo) -> str | None:
    """The default as TOML would say it; None when there is none or it says nothing."""
    value: Any = field.default
    if value is NODEFAULT or value is None or isinstance(value, Struct):
        return None
    plain = msgspec.to_builtins(value)
    if isinstance(plain, list | tuple):
        return "[" + ", ".join(f'"{item}"' for item in plain) + "]"
    if isinstance(plain, bool):
        return str(plain).lower()
    return (
        f'"{plain}"' if isinstance(plain, str) else f"{plain:g}" if isinstance(plain, float) else str(plain)
    )


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_of_the_server_is_described_with_its_default(field: FieldInfo) -> None:
    row = row_of(section("docs/settings.md", "Server"), field.encode_name)
    if field.name != "data":
        assert f"`{PREFIX}{field.name.upper()}`" in row
    default = default_of(field)
    assert default is None or f"`{default}`" in row


@pytest.mark.parametrize(
    ("part", "field"),
    [(part, field) for part, kind in AGENT_PARTS.items() for field in fields(kind)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_every_line_of_agent_toml_is_described_with_its_default(part: str, field: FieldInfo) -> None:
    told = section("docs/settings.md", part)
    tables = {"allow": "`[allow]`", "limits": "`[limits]`", "host": "`[[host]]`", "watch": "`[[watch]]`"}
    if part == "Top level" and field.name in tables:
        assert tables[field.name] in told
        return
    row = row_of(told, field.encode_name)
    default = default_of(field)
    assert default is None or f"`{default}`" in row


@pytest.mark.parametrize("action", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_every_action_is_described_with_its_risk_and_parameters(action: AnyAction) -> None:
    told = section("docs/actions.md", f"`{action.name}`")
    assert f"**Risk** {action.risk.value}, version {action.version}" in told
    for words in ("**Looks at**", "**Proven by**"):
        assert words in told
    assert ("**Acts**" in told) == (type(action).act is not Action.act)
    if action.settle.seconds:
        assert f"{action.settle.seconds:g} s" in told
    for field in fields(action.params):
        row = row_of(told, field.encode_name)
        default = default_of(field)
        assert default is None or f"`{default}`" in row


def test_no_action_is_described_that_does_not_exist() -> None:
    headings = {text.strip("`") for level, text in page("docs/actions.md").headings if level == 3}
    assert headings == set(CATALOGUE)


@pytest.mark.parametrize("role", Role)
def test_every_role_is_described_with_what_it_may(role: Role) -> None:
    row = row_of(page("docs/security.md").text, role.value)
    assert {part.strip("` ") for part in row.split("|")[2].split(",")} == {p.value for p in PERMISSIONS[role]}


@pytest.mark.parametrize(
    "purpose", [APPROVAL_TYPE, ROSTER_TYPE, ORDER_TYPE, AUDIT_HEAD_TYPE, HELLO_TYPE, TIME_TYPE]
)
def test_every_purpose_of_a_signature_is_described(purpose: str) -> None:
    assert f"`{purpose}`" in page("docs/security.md").text


def test_the_architecture_names_the_layers_in_the_order_that_is_checked() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = [name.strip() for line in reversed(contract["layers"]) for name in line.split("|")]
    told = section("docs/architecture.md", "Packages, lowest first")
    rows = [line.split("`")[1].rstrip("/") for line in told.splitlines() if line.startswith("| `")]
    assert [name.removesuffix(".py") for name in rows] == layers
