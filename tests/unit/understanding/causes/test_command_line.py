"""`bonghwa diagnose` as pipes and people use it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bonghwa.doors.cli.diagnose import app

runner = CliRunner()
KEYS = {"cause", "confidence", "severity", "hypotheses", "evidence", "next"}


def test_each_json_line_gets_exactly_one_answer_and_unknown_keys_are_ignored() -> None:
    lines = [
        json.dumps({"log": "Error: listen EADDRINUSE: address already in use :::80", "host": "web1"}),
        json.dumps({"log": "all is well"}),
    ]
    result = runner.invoke(app, [], input="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["cause"] for answer in answers] == ["port_in_use", "no_fault"]
    assert all(set(answer) >= KEYS for answer in answers)


def test_a_malformed_line_in_the_middle_gets_an_error_and_the_rest_is_answered() -> None:
    text = (
        '{"log": "disk quota exceeded"}\n{"log": \n[1]\n{"log": 5}\n{"log": "ORA-12541: TNS:no listener"}\n'
    )
    answers = [json.loads(line) for line in runner.invoke(app, [], input=text).stdout.splitlines()]
    assert [set(answer) == {"error"} for answer in answers] == [False, True, True, True, False]
    assert answers[4]["cause"] == "connection_refused"


def test_a_malformed_first_line_that_looks_like_json_lines_gets_an_error_too() -> None:
    text = '{"log": broken\n{"log": "disk quota exceeded"}\n'
    answers = [json.loads(line) for line in runner.invoke(app, [], input=text).stdout.splitlines()]
    assert set(answers[0]) == {"error"}
    assert answers[1]["cause"] == "quota_exceeded"


def test_a_first_line_that_is_no_json_at_all_is_answered_with_an_error() -> None:
    text = 'not json\n{"log": "disk quota exceeded"}\n\n'
    answers = [json.loads(line) for line in runner.invoke(app, [], input=text).stdout.splitlines()]
    assert [answer.get("cause") for answer in answers] == [None, "quota_exceeded"]


def test_a_log_of_json_records_is_one_excerpt() -> None:
    text = '{"level":"error","msg":"dial tcp: lookup db: no such host"}\n{"level":"info","msg":"retrying"}\n'
    answers = [json.loads(line) for line in runner.invoke(app, ["--json"], input=text).stdout.splitlines()]
    assert [answer["cause"] for answer in answers] == ["dns_failure"]


def test_plain_text_is_explained_for_people_in_both_languages(tmp_path: Path) -> None:
    file = tmp_path / "excerpt.log"
    file.write_text(
        "kernel: Out of memory: Killed process 88 (java) total-vm:1kB, anon-rss:1kB\n", encoding="utf-8"
    )
    english = runner.invoke(app, [str(file)]).stdout
    korean = runner.invoke(app, ["--lang", "ko", str(file)]).stdout
    assert "oom_killed" in english
    assert "host.resources" in english
    assert "service.restart" in english
    assert "메모리 부족" in korean


def test_lines_are_counted_with_the_blank_ones() -> None:
    result = runner.invoke(app, ["--json"], input="\n\nERROR No space left on device\n" + "x\n" * 40)
    assert json.loads(result.stdout)["evidence"][0]["line"] == 3


def test_text_that_looks_like_markup_is_shown_as_it_is() -> None:
    result = runner.invoke(app, [], input="[/red] ERROR [bold]: No space left on device [link=x]\n")
    assert result.exit_code == 0
    assert "[bold]: No space left on device [link=x]" in result.stdout


def test_a_file_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    result = runner.invoke(app, [str(tmp_path / "missing.log")])
    assert result.exit_code == 2
    assert "cannot read" in result.output


def test_bytes_of_any_kind_are_read() -> None:
    result = runner.invoke(app, ["--json"], input=b"\xff\xfe\x00 Permission denied \xc7\xd1\n")
    assert json.loads(result.stdout)["cause"] == "permission_denied"
