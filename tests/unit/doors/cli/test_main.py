"""Errors become clear lines and the documented exit code; --json parses."""

import json
import socket
from pathlib import Path

import pytest

from bonghwa.doors.cli.main import COMMANDS, main


def _run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    code = ended.value.code
    return code if isinstance(code, int) else 0, out, err


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BONGHWA_TOKEN", "BONGHWA_SERVER", "BONGHWA_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_the_overview_names_every_command(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capfd)
    assert code == 0
    assert all(name in out for name in COMMANDS)


def test_an_unknown_command_is_said_to_be(capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capfd, "frobnicate")
    assert (code, err.count("\n")) == (2, 1)
    assert "frobnicate" in err


def test_the_version_parses(capfd: pytest.CaptureFixture[str]) -> None:
    assert json.loads(_run(capfd, "version", "--json")[1])["version"]


def test_setting_up_and_verifying_parse(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    code, out, _ = _run(capfd, "setup", "--data", data, "--json")
    assert code == 0
    assert "#token=" in json.loads(out)["link"]
    (tmp_path / "data" / "audit.jsonl").touch()
    code, out, _ = _run(capfd, "audit", "verify", "--data", data, "--json")
    assert (code, json.loads(out)["intact"]) == (0, True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("address", ["", "nonsense", "http://[::bad"])
def test_a_server_that_does_not_answer_is_named(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("BONGHWA_TOKEN", "bh_made-up")
    monkeypatch.setenv("BONGHWA_SERVER", address or f"http://127.0.0.1:{_free_port()}")
    code, _, err = _run(capfd, "incidents", "--json")
    assert code in {2, 7}
    assert "Traceback" not in err
    assert 1 <= err.count("\n") <= 2


def test_without_a_token_one_is_told_so(capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capfd, "incidents")
    assert code == 5
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "verify", "--data", "{tmp}/mistyped"),
        ("roster", "draft", "{tmp}/out", "--data", "{tmp}/mistyped"),
        ("roster", "import", "{tmp}/missing", "--data", "{tmp}/mistyped"),
        ("audit", "verify", "--heads", "{tmp}/missing", "--data", "{tmp}/mistyped"),
    ],
)
def test_mistyped_places_are_clear_errors_and_make_nothing(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    code, _, err = _run(capfd, *(a.format(tmp=tmp_path) for a in arguments))
    assert code not in {0, None}
    assert "Traceback" not in err
    assert err.count("\n") <= 2
    assert not (tmp_path / "mistyped").exists()
