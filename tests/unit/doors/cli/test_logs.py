"""`bonghwa logs` as people and pipes use it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bonghwa.doors.cli.logs import app

_RUN = CliRunner()
_LINES = [
    "2024-05-06 07:08:09,123 INFO [main] shop.Cart - added 12",
    "2024-05-06 07:08:10,123 ERROR [main] shop.Cart - cannot add",
    "java.lang.IllegalStateException: 12",
    "\tat shop.Cart.add(Cart.java:42)",
    "2024-05-06 07:08:11,123 INFO [main] shop.Cart - added 99",
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "app.log"
    path.write_text("\n".join(_LINES) + "\n")
    return path


def _rows(output: str) -> list[tuple[int, int]]:
    header, *rows = output.splitlines()
    assert header == "line_number,group_id"
    return [(int(row.split(",")[0]), int(row.split(",")[1])) for row in rows]


def test_every_physical_line_has_a_row_and_a_trace_is_one_group(log: Path) -> None:
    result = _RUN.invoke(app, ["group", str(log)])
    assert result.exit_code == 0
    rows = _rows(result.stdout)
    assert [line for line, _ in rows] == [1, 2, 3, 4, 5]
    groups = [group for _, group in rows]
    assert groups[0] == groups[4]
    assert groups[1] == groups[2] == groups[3] != groups[0]


def test_single_line_takes_every_line_as_a_record(log: Path) -> None:
    groups = [group for _, group in _rows(_RUN.invoke(app, ["group", str(log), "--single-line"]).stdout)]
    assert groups[0] == groups[4]
    assert len(set(groups)) == 4


def test_a_file_without_a_last_line_end_and_with_empty_lines_keeps_its_count(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    path.write_bytes(b"one\n\n\xff\xfe\x00 two\r\nthree")
    for options in ([], ["--single-line"]):
        assert len(_rows(_RUN.invoke(app, ["group", str(path), *options]).stdout)) == 4


def test_templates_are_listed_by_frequency(log: Path) -> None:
    header, first, *_ = _RUN.invoke(app, ["group", str(log), "--templates"]).stdout.splitlines()
    assert header == "id\tcount\ttemplate"
    assert first.split("\t")[1:] == ["2", "added <*>"]


@pytest.mark.parametrize("name", ["missing.log", "."])
def test_an_unreadable_file_is_told_and_ends_with_two(tmp_path: Path, name: str) -> None:
    result = _RUN.invoke(app, ["group", str(tmp_path / name)])
    assert result.exit_code == 2
    assert "Cannot read" in result.stderr


def test_parse_answers_one_object_for_each_line() -> None:
    lines = [*_LINES, "", "{broken", '{"level":"error","msg":"no"}']
    result = _RUN.invoke(app, ["parse", "--json"], input="\n".join(lines) + "\n")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == len(lines)
    assert records[1]["level"] == "high"
    assert records[-1]["body"] == "no"


def test_parse_for_people_is_one_row_for_each_line() -> None:
    result = _RUN.invoke(app, ["parse"], input=_LINES[1] + "\n")
    assert result.stdout == "2024-05-06T07:08:10.123+00:00\thigh\tshop.Cart\tcannot add\n"


def test_mask_answers_plain_lines_and_json_cases_in_kind() -> None:
    secret = "hunter" + "2" * 10
    lines = [
        f"login password={secret} ok",
        json.dumps({"text": f"password={secret}\nnext", "id": 7}),
        "{not json",
        "",
    ]
    result = _RUN.invoke(app, ["mask"], input="\n".join(lines) + "\n")
    answers = result.stdout.splitlines()
    assert len(answers) == len(lines)
    assert secret not in result.stdout
    assert list(json.loads(answers[1])) == ["text"]
    assert json.loads(answers[1])["text"].endswith("\nnext")
    assert answers[2:] == ["{not json", ""]


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "long.log"
    path.write_text("one line\n" * 200_000)
    read, write = os.pipe()
    os.close(read)
    code = "from bonghwa.doors.cli.logs import app; app()"
    process = subprocess.run(
        [sys.executable, "-c", code, "group", str(path)], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert process.returncode == 0
    assert process.stderr == b""
