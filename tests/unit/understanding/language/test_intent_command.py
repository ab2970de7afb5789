"""`bonghwa intent parse`: exactly one answer per line, whatever the line."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bonghwa.doors.cli.intent import app

FLEET = str(Path(__file__).parent / "inventory.json")


def test_each_line_gets_exactly_one_answer_in_order() -> None:
    lines = [
        '{"text": "어선 와스1 재시작해줘", "other": 1}',
        "not json",
        "[1]",
        '{"text": 7}',
        '{"text": "hello"}',
        "[" * 3_000,
    ]
    result = CliRunner().invoke(app, ["parse", "--fleet", FLEET], input="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["intent"] for answer in answers] == [
        "restart_service",
        "unclear",
        "unclear",
        "unclear",
        "smalltalk",
        "unclear",
    ]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False, True]
    assert answers[0]["nodes"] == ["vessel-prod-was1"]
    assert all("intent" in answer["missing"] for answer in answers if "error" in answer)


def test_bytes_that_are_no_text_and_overlong_lines_are_answered_too() -> None:
    data = b"\xff\xfe\n" + b'{"text": "' + b"a" * 2_500_000 + b'"}\n' + b'{"text": "hello"}'
    result = CliRunner().invoke(app, ["parse", "--fleet", FLEET], input=data)
    assert [("error" in json.loads(line)) for line in result.stdout.splitlines()] == [True, True, False]


def test_one_request_is_printed_for_people() -> None:
    result = CliRunner().invoke(app, ["parse", "--fleet", FLEET, "통관 와스 [bold]2번 재시작해줘"])
    assert result.exit_code == 0
    assert "restart_service" in result.stdout
    assert "clearance-prod-was2" in result.stdout


def test_an_inventory_that_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("[1, 2]")
    for path in (broken, tmp_path / "absent.json"):
        result = CliRunner().invoke(app, ["parse", "--fleet", str(path), "hello"])
        assert result.exit_code == 2
        assert path.name in result.output.replace("\n", "").replace("│", "").replace(" ", "")
