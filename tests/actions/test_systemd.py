"""systemd does not run where tests run: its tool is played by a script that answers as systemctl does."""

from pathlib import Path

import pytest
from tests.actions.host import Host

from bonghwa.actions import get_action
from bonghwa.vocabulary.action import Verdict

_SYSTEMCTL = """#!/bin/sh
folder=$(dirname "$0")
case "$*" in
    *show*)
        case "$*" in *"-- worker") ;; *) printf 'LoadState=not-found\\nActiveState=inactive\\n'; exit 0 ;; esac
        printf 'Result=success\\nMainPID=4711\\nLoadState=loaded\\nActiveState=%s\\nSubState=running\\n' "$(cat "$folder/state")"
        printf 'ExecMainStartTimestampMonotonic=12\\nInvocationID=%s\\n' "$(cat "$folder/run")"
        ;;
    "--no-pager --no-ask-password restart -- worker")
        if [ -f "$folder/refuse" ]; then echo 'Interactive authentication required.' >&2; exit 1; fi
        echo "b$(cat "$folder/run")" >"$folder/run"
        echo active >"$folder/state"
        ;;
    *) echo "unexpected: $*" >&2; exit 9 ;;
esac
"""


@pytest.fixture
def tools(tmp_path: Path, host: Host) -> Path:
    (tmp_path / "systemctl").write_text(_SYSTEMCTL)
    (tmp_path / "systemctl").chmod(0o755)
    (tmp_path / "state").write_text("active\n")
    (tmp_path / "run").write_text("aaaa\n")
    host.environment["PATH"] = f"{tmp_path}:{host.environment['PATH']}"
    return tmp_path


def test_a_unit_is_restarted_and_known_by_its_invocation(tools: Path, host: Host) -> None:
    action = get_action("service.restart")
    run = host.play(action, action.parse_params({"service": "worker"}))
    assert (run.before.backend, run.before.identity, run.before.pids) == ("systemd", ("aaaa",), (4711,))
    assert run.after.identity == ("baaaa",)
    assert run.outcome.verdict is Verdict.SUCCEEDED


def test_a_restart_that_systemd_refuses_is_no_success(tools: Path, host: Host) -> None:
    (tools / "refuse").touch()
    action = get_action("service.restart")
    run = host.play(action, action.parse_params({"service": "worker"}), patience=0.0)
    assert run.outcome.verdict is Verdict.FAILED
    assert "same run as before" in run.outcome.reason


@pytest.mark.parametrize(
    ("word", "activity", "verdict"),
    [
        ("active", "active", Verdict.SUCCEEDED),
        ("activating", "changing", Verdict.FAILED),
        ("failed", "failed", Verdict.FAILED),
        ("inactive", "inactive", Verdict.FAILED),
        ("maintenance", "unknown", Verdict.UNKNOWN),
    ],
)
def test_its_words_are_understood(
    tools: Path, host: Host, word: str, activity: str, verdict: Verdict
) -> None:
    (tools / "state").write_text(f"{word}\n")
    action = get_action("service.status")
    run = host.play(action, action.parse_params({"service": "worker", "backend": "systemd"}))
    assert run.after.activity == activity
    assert run.outcome.verdict is verdict


def test_a_unit_that_does_not_exist_is_not_found(tools: Path, host: Host) -> None:
    action = get_action("service.status")
    run = host.play(action, action.parse_params({"service": "other", "backend": "systemd"}))
    assert run.after.not_found == ("systemd: the unit is not-found",)
    assert run.outcome.verdict is Verdict.UNKNOWN
