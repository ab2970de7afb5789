"""Real situations, one for each golden: what is laid out, which action plays, how it must end."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from msgspec import Struct
from tests.actions.certificates import pem_that_ends_in, tls_server
from tests.actions.host import Host
from tests.actions.tiny_service import free_port, tiny_service
from tests.actions.web_server import web_server

from bonghwa.actions import get_action
from bonghwa.vocabulary.action import Verdict

DAY = 86400


class Scene(Struct, frozen=True):
    """What to play and how it must end. `patience` in seconds, for ends that settle to nothing."""

    action: str
    params: dict[str, Any]
    verdict: Verdict
    patience: float | None = None
    backend: str | None = None


Stage = Callable[[Path, Host], AbstractContextManager[Scene]]
SCENES: dict[str, Stage] = {}


def scene(name: str) -> Callable[[Callable[[Path, Host], Iterator[Scene]]], Stage]:
    def keep(play: Callable[[Path, Host], Iterator[Scene]]) -> Stage:
        SCENES[name] = contextlib.contextmanager(play)
        return SCENES[name]

    return keep


def play(host: Host, name: str, params: dict[str, Any]) -> None:
    """Plays an action that must succeed, to lay out a scene."""
    action = get_action(name)
    outcome = host.play(action, action.parse_params(params)).outcome
    assert outcome.verdict is Verdict.SUCCEEDED, outcome.reason


@scene("service.status.up")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        yield Scene("service.status", tiny.params, Verdict.SUCCEEDED, backend="scripts")


@scene("service.status.killed")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        tiny.kill()
        yield Scene("service.status", tiny.params, Verdict.FAILED, backend="scripts")


@scene("service.status.not_found")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    raw = {"service": "no-such-service", "home": str(directory)}
    yield Scene("service.status", raw, Verdict.UNKNOWN)


@scene("service.restart.up")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        yield Scene("service.restart", tiny.params, Verdict.SUCCEEDED, backend="scripts")


@scene("service.restart.killed")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        tiny.kill()
        yield Scene("service.restart", tiny.params, Verdict.SUCCEEDED, backend="scripts")


@scene("service.restart.only_pretends")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        tiny.write("shutdown", "#!/bin/sh\necho stopped, honestly\n")
        yield Scene("service.restart", tiny.params, Verdict.FAILED, patience=0.0, backend="scripts")


@scene("service.restart.does_not_start")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        tiny.write("startup", "#!/bin/sh\necho 'bad configuration in line 3' >&2\nexit 1\n")
        yield Scene("service.restart", tiny.params, Verdict.FAILED, patience=0.0, backend="scripts")


@scene("service.start.down")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        yield Scene("service.start", tiny.params, Verdict.SUCCEEDED, backend="scripts")


@scene("service.stop.up")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory) as tiny:
        play(host, "service.start", tiny.params)
        yield Scene("service.stop", tiny.params, Verdict.SUCCEEDED, backend="scripts")


@scene("service.stop.stubborn_forced")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with tiny_service(directory, stubborn=True) as tiny:
        raw: dict[str, Any] = {"service": "tiny", "home": str(directory)}
        play(host, "service.start", raw)
        tiny.write("shutdown", "#!/bin/sh\nexit 1\n")
        yield Scene("service.stop", raw | {"force": True}, Verdict.SUCCEEDED, backend="scripts")


@scene("service.restart.supervised")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    """Only where supervisord is installed; see `needs` in the tests."""
    conf = directory / "supervisord.conf"
    conf.write_text(
        f"[unix_http_server]\nfile={directory}/s.sock\n[supervisord]\nlogfile={directory}/s.log\n"
        f"pidfile={directory}/s.pid\n[rpcinterface:supervisor]\n"
        "supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n"
        f"[supervisorctl]\nserverurl=unix://{directory}/s.sock\n[program:sleeper]\ncommand=sleep 600\n"
    )
    path = host.environment["PATH"]
    ctl, daemon = shutil.which("supervisorctl", path=path), shutil.which("supervisord", path=path)
    assert ctl, "this scene needs supervisorctl"
    assert daemon, "this scene needs supervisord"
    subprocess.run([daemon, "-c", conf], check=True, capture_output=True)
    try:
        raw = {"service": "sleeper", "backend": "supervisord", "home": str(directory)}
        for _ in range(100):
            if host.look(
                get_action("service.status"), get_action("service.status").parse_params(raw)
            ).running:
                break
            time.sleep(0.1)
        yield Scene("service.restart", raw, Verdict.SUCCEEDED, backend="supervisord")
    finally:
        subprocess.run([ctl, "-c", conf, "shutdown"], check=False, capture_output=True)


def old_logs(directory: Path, *, days: int = 8) -> None:
    """`days` rolled logs from 10 days ago on, today's, one with shell signs in its name, a link and a young one."""
    directory.mkdir(parents=True, exist_ok=True)
    line = '{"level":"INFO","message":"order accepted","amount":12000}\n'
    for day in range(days):
        put(directory / f"shop-2026-01-{day + 1:02d}.json", line * (200 + day), age=(10 + days - day) * DAY)
    put(directory / "shop-$(touch canary) it's 한글.json", line * 300, age=30 * DAY)
    put(directory / "shop-2026-02-01.json", line * 50, age=60)
    put(directory / "shop-y-young.json", line * 50, age=2 * DAY)
    (directory / "shop-link.json").symlink_to("/etc/passwd")


def put(path: Path, text: str, *, age: float) -> None:
    path.write_text(text)
    at = int(time.time() - age)
    os.utime(path, (at, at))


@scene("files.archive.over_quota")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    old_logs(directory)
    raw = {
        "directory": str(directory),
        "pattern": "shop-*.json",
        "compress_older_than_days": 7,
        "quota_bytes": 60000,
    }
    with (directory / "shop-2026-01-03.json").open("a"):
        yield Scene("files.archive", raw, Verdict.SUCCEEDED)


@scene("files.archive.elsewhere")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    old_logs(directory / "logs")
    (directory / "archive").mkdir()
    raw = {
        "directory": str(directory / "logs"),
        "pattern": "shop-*.json",
        "compress_older_than_days": 7,
        "archive_directory": str(directory / "archive"),
    }
    yield Scene("files.archive", raw, Verdict.SUCCEEDED)


@scene("files.archive.quota_too_small")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    old_logs(directory)
    raw = {
        "directory": str(directory),
        "pattern": "*.json",
        "compress_older_than_days": 7,
        "quota_bytes": 100,
    }
    yield Scene("files.archive", raw, Verdict.FAILED)


@scene("files.archive.archive_is_there_already")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    put(directory / "a.log", "a\n" * 999, age=9 * DAY)
    put(directory / "z.log", "z\n", age=9)
    put(directory / "a.log.gz", "not an archive of ours", age=9 * DAY)
    yield Scene("files.archive", {"directory": str(directory), "pattern": "*.log"}, Verdict.FAILED)


@scene("files.archive.no_directory")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    yield Scene("files.archive", {"directory": str(directory / "none"), "pattern": "*"}, Verdict.FAILED)


@scene("files.purge.old")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    old_logs(directory)
    raw = {"directory": str(directory), "pattern": "shop-*.json", "older_than_days": 7}
    yield Scene("files.purge", raw, Verdict.SUCCEEDED)


def configuration(directory: Path) -> dict[str, Any]:
    """A folder of configuration files and the parameters of its baseline."""
    conf = directory / "conf"
    (conf / "sub dir").mkdir(parents=True)
    (conf / "shop.toml").write_text("tax_rate = 0.1\n")
    (conf / "gone.properties").write_text("a=b\n")
    (conf / "gone.properties").chmod(0o640)
    (conf / "sub dir" / "it's $(touch canary) 한글.xml ").write_text("<x/>\n")
    (conf / "becomes-link.conf").write_text("plain\n")
    (conf / "opened.conf").write_text("mode\n")
    (conf / "opened.conf").chmod(0o600)
    return {"store": str(directory / "store"), "paths": [str(conf)]}


def alter(directory: Path) -> None:
    conf = directory / "conf"
    (conf / "shop.toml").write_text('tax_rate = "10 %"\n')
    (conf / "gone.properties").unlink()
    (conf / "sub dir" / "it's $(touch canary) 한글.xml ").write_text("<y/>\n")
    (conf / "becomes-link.conf").unlink()
    (conf / "becomes-link.conf").symlink_to("else where")
    (conf / "opened.conf").chmod(0o666)
    (conf / "new.conf").write_text("new\n")


@scene("integrity.baseline.first")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    yield Scene("integrity.baseline", configuration(directory), Verdict.SUCCEEDED)


@scene("integrity.baseline.again")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    raw = configuration(directory)
    play(host, "integrity.baseline", raw)
    alter(directory)
    yield Scene("integrity.baseline", raw, Verdict.SUCCEEDED)


@scene("integrity.check.no_baseline")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    yield Scene("integrity.check", configuration(directory), Verdict.UNKNOWN)


@scene("integrity.check.altered")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    raw = configuration(directory)
    play(host, "integrity.baseline", raw)
    alter(directory)
    yield Scene("integrity.check", raw, Verdict.FAILED)


@scene("integrity.check.untouched")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    raw = configuration(directory)
    play(host, "integrity.baseline", raw)
    yield Scene("integrity.check", raw, Verdict.SUCCEEDED)


@scene("integrity.restore.altered")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    raw = configuration(directory)
    play(host, "integrity.baseline", raw)
    alter(directory)
    yield Scene("integrity.restore", raw, Verdict.SUCCEEDED)


@scene("integrity.restore.copy_is_damaged")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    raw = configuration(directory)
    play(host, "integrity.baseline", raw)
    alter(directory)
    for copy in (directory / "store" / "objects").iterdir():
        if copy.read_text() == "tax_rate = 0.1\n":
            copy.write_text("tax_rate = 9.9\n")
    yield Scene("integrity.restore", raw, Verdict.FAILED)


@scene("host.resources.at_ease")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    easy = dict.fromkeys(("cpu_percent", "memory_percent", "disk_percent", "inode_percent"), 100)
    yield Scene("host.resources", {**easy, "load_per_cpu": None, "top": 2}, Verdict.SUCCEEDED)


@scene("host.resources.over_thresholds")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    yield Scene("host.resources", {"memory_percent": 0, "disk_percent": 0, "top": 2}, Verdict.FAILED)


@scene("logs.errors.mixed")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    put(directory / "a.log", "INFO fine\n" * 9 + "ERROR C:\\temp\\new failed\n결제 오류 발생\n", age=60)
    (directory / "b.log").write_bytes(
        b"x" * 4000 + b" ERROR cut in two\n\xff\xfe FATAL \x00 bytes\r\nWARN close\n"
    )
    os.utime(directory / "b.log", (1, 1))
    raw = {"directory": str(directory), "pattern": "*.log", "last_bytes": 1024}
    yield Scene("logs.errors", raw, Verdict.SUCCEEDED)


@scene("logs.errors.words")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    put(directory / "a.log", "ERROR one\nERROR $(two)\nINFO $(TWO)\n", age=60)
    raw = {"directory": str(directory), "pattern": "a.log", "level": "any", "words": ["$(two)", "-e"]}
    yield Scene("logs.errors", raw, Verdict.SUCCEEDED)


@scene("net.reach.open_and_refused")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with web_server() as port:
        raw = {
            "targets": [f"127.0.0.1:{port}", f"127.0.0.1:{free_port()}"],
            "urls": [f"http://127.0.0.1:{port}/well", f"http://127.0.0.1:{port}/broken"],
        }
        yield Scene("net.reach", raw, Verdict.FAILED)


@scene("net.reach.all")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    with web_server() as port:
        raw = {"targets": [f"127.0.0.1:{port}"], "urls": [f"http://127.0.0.1:{port}/well?a=b&c=$(d)"]}
        yield Scene("net.reach", raw, Verdict.SUCCEEDED)


@scene("process.list.by_name")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    yield Scene("process.list", {"name": "SH", "limit": 2, "order": "started"}, Verdict.SUCCEEDED)


@scene("process.list.nobody")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    yield Scene("process.list", {"name": "no such (name)"}, Verdict.FAILED)


@scene("tls.expiry.soon")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    pem_that_ends_in(3, directory / "soon.pem", common_name="shop.example")
    pem_that_ends_in(300, directory / "later.pem", common_name="later.example")
    raw = {"files": [str(directory / "soon.pem"), str(directory / "later.pem"), str(directory / "none.pem")]}
    yield Scene("tls.expiry", raw, Verdict.FAILED)


@scene("tls.expiry.live")
def _(directory: Path, host: Host) -> Iterator[Scene]:
    pem_that_ends_in(300, directory / "live.pem", common_name="live.example")
    with tls_server(directory / "live.pem") as port:
        yield Scene("tls.expiry", {"endpoints": [f"127.0.0.1:{port}"]}, Verdict.SUCCEEDED)
