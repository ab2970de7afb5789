"""`bonghwa shell check` for people and for pipes."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bonghwa.doors.cli.shell import app

RUN = CliRunner()


def answers(text: str, *options: str) -> list[dict[str, object]]:
    result = RUN.invoke(app, ["check", *options], input=text)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_gets_exactly_one_object() -> None:
    lines = [
        '{"command": "df -h", "more": 1}',
        "nonsense",
        '{"command": 5}',
        "",
        "[]",
        '{"command": "reboot"}',
    ]
    found = answers("\n".join(lines) + "\n")
    assert [item["verdict"] for item in found] == [
        "read_only",
        "forbidden",
        "forbidden",
        "forbidden",
        "forbidden",
        "forbidden",
    ]
    assert all(set(item) == {"verdict", "reasons", "touches"} and item["reasons"] for item in found)


def test_a_line_beyond_reason_is_one_answer() -> None:
    found = answers('{"command": "' + "x" * 3_000_000 + '"}\n{"command": "uptime"}\n')
    assert [item["verdict"] for item in found] == ["forbidden", "read_only"]


def test_one_command_is_explained() -> None:
    result = RUN.invoke(app, ["check", "systemctl restart tomcat"])
    assert result.exit_code == 0
    assert "changes" in result.stdout
    assert "service:tomcat" in result.stdout


def test_one_command_as_json() -> None:
    result = RUN.invoke(app, ["check", "--json", "uptime"])
    assert json.loads(result.stdout)["verdict"] == "read_only"


def test_hostile_text_is_shown_harmlessly() -> None:
    result = RUN.invoke(app, ["check", "ls \x1b[2Krm"])
    assert result.exit_code == 0
    assert "\x1b[2K" not in result.stdout


def test_the_operators_lists_narrow(tmp_path: Path) -> None:
    deny, allow, hosts = tmp_path / "deny", tmp_path / "allow", tmp_path / "hosts"
    deny.write_text("# never\nuptime\n", encoding="utf-8")
    allow.write_text("df *\nping *\n", encoding="utf-8")
    hosts.write_text("web01\n", encoding="utf-8")
    cases = ["uptime", "df -h", "free -m", "ping -c1 web01", "ping -c1 web02"]
    text = "".join(json.dumps({"command": case}) + "\n" for case in cases)
    found = answers(
        text, "--deny-file", str(deny), "--allow-file", str(allow), "--inventory-file", str(hosts)
    )
    assert [item["verdict"] for item in found] == [
        "forbidden",
        "read_only",
        "changes",
        "read_only",
        "changes",
    ]


def test_an_unreadable_list_is_a_usage_error(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["check", "uptime", "--deny-file", str(tmp_path / "nothing")])
    assert result.exit_code == 2
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    assert RUN.invoke(app, ["check", "uptime", "--deny-file", str(binary)]).exit_code == 2
