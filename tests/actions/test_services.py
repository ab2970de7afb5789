"""Restarts told by what happened to a real service."""

import os
from pathlib import Path

import pytest
from tests.actions.host import Host
from tests.actions.tiny_service import tiny_service

from bonghwa.actions import get_action
from bonghwa.vocabulary.action import Verdict

restart, start, status = (get_action(f"service.{verb}") for verb in ("restart", "start", "status"))


def test_a_restarted_service_has_no_process_of_before(host: Host, tmp_path: Path) -> None:
    with tiny_service(tmp_path) as tiny:
        p = restart.parse_params(tiny.params)
        host.play(start, start.parse_params(tiny.params))
        old = tiny.pid
        run = host.play(restart, p)
        assert run.outcome.verdict is Verdict.SUCCEEDED
        assert run.before.pids == (old,)
        assert run.after.pids == (tiny.pid,)
        assert tiny.pid != old
        assert run.after.port_pid == tiny.pid


def test_a_service_does_not_hold_our_pipes_or_die_with_us(host: Host, tmp_path: Path) -> None:
    with tiny_service(tmp_path) as tiny:
        # No nohup and no redirection: what a careless startup script does.
        tiny.write(
            "startup",
            (tmp_path / "bin" / "startup.sh")
            .read_text()
            .replace("nohup ", "")
            .replace(">>", "#>>")
            .replace('#>>"$home/logs/tiny.out" 2>&1', ""),
        )
        run = host.play(start, start.parse_params(tiny.params))
        assert run.outcome.verdict is Verdict.SUCCEEDED
        assert os.getsid(tiny.pid) != os.getsid(0)


def test_a_startup_script_that_stays_in_the_foreground_is_no_obstacle(
    plain_host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tiny_service(tmp_path) as tiny:
        text = (tmp_path / "bin" / "startup.sh").read_text()
        tiny.write("startup", text + "echo waiting; sleep 3\n")
        run = plain_host.play(start, start.parse_params(tiny.params))
        assert run.outcome.verdict is Verdict.SUCCEEDED


def test_a_process_number_that_another_program_got_is_not_the_service(host: Host, tmp_path: Path) -> None:
    with tiny_service(tmp_path) as tiny:
        file = tmp_path / "run" / "tiny.pid"
        file.write_text(f"{os.getpid()}\n")
        os.utime(file, (1_000_000_000, 1_000_000_000))
        assert host.look(status, status.parse_params(tiny.params)).activity == "failed"
        file.unlink()


def test_nonsense_in_a_pid_file_is_never_signalled(host: Host, tmp_path: Path) -> None:
    with tiny_service(tmp_path) as tiny:
        file = tmp_path / "run" / "tiny.pid"
        for nonsense in ("-1", "0", "1", "", "12 && touch canary", "9" * 40, "$(touch canary)", "\x00\xff"):
            file.write_text(nonsense)
            state = host.look(status, status.parse_params(tiny.params))
            assert (state.activity, state.pids) == ("failed", ())
        file.unlink()


def test_the_environment_of_the_service_is_not_ours(host: Host, tmp_path: Path) -> None:
    host.environment["LC_ALL"] = "C.UTF-8"
    with tiny_service(tmp_path) as tiny:
        text = (tmp_path / "bin" / "startup.sh").read_text()
        tiny.write("startup", text + 'echo "$LC_ALL" >"$home/logs/locale"\n')
        host.play(start, start.parse_params(tiny.params))
        assert (tmp_path / "logs" / "locale").read_text() == "C.UTF-8\n"


def test_a_tomcat_without_a_pid_file_is_found_by_its_base_directory(host: Host, tmp_path: Path) -> None:
    with tiny_service(tmp_path) as tiny:
        (tmp_path / "bin" / "catalina.sh").write_text("# a Tomcat\n")
        text = (tmp_path / "bin" / "startup.sh").read_text()
        text = text.replace("-m http.server", "-c 'import time; time.sleep(600)' \"-Dcatalina.base=$home\"")
        tiny.write("startup", text)
        raw = {"service": "tomcat", "home": str(tmp_path)}
        host.play(start, start.parse_params(raw))
        pid = tiny.pid
        (tmp_path / "run" / "tiny.pid").rename(tmp_path / "kept-aside")
        state = host.look(status, status.parse_params(raw))
        (tmp_path / "kept-aside").rename(tmp_path / "run" / "tiny.pid")
        assert (state.activity, state.pids) == ("active", (pid,))


def test_what_the_user_may_not_do_is_seen_before_it_is_tried(host: Host, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may do everything")
    with tiny_service(tmp_path) as tiny:
        (tmp_path / "run").chmod(0o500)
        try:
            state = host.look(status, status.parse_params(tiny.params))
        finally:
            (tmp_path / "run").chmod(0o700)
        assert any("may not be written" in obstacle for obstacle in state.obstacles)
