"""Hostile text in every parameter of every action never becomes shell syntax."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.actions.host import Host

from bonghwa.actions import CATALOGUE, get_action
from bonghwa.kernel.errors import Invalid
from bonghwa.vocabulary.action import LookFailed, Verdict

BASE: dict[str, dict[str, Any]] = {
    "files.archive": {"directory": "/", "pattern": "*", "archive_directory": "/"},
    "files.purge": {"directory": "/", "pattern": "*", "older_than_days": 1},
    "host.resources": {"mounts": ["/"]},
    "integrity.baseline": {"store": "/s", "paths": ["/p"]},
    "integrity.check": {"store": "/s", "paths": ["/p"]},
    "integrity.restore": {"store": "/s", "paths": ["/p"]},
    "logs.errors": {"directory": "/", "pattern": "*", "level": "any", "words": ["w"]},
    "net.reach": {"targets": ["127.0.0.1:1"], "urls": ["http://127.0.0.1:1/"], "timeout_seconds": 1},
    "process.list": {"name": "n"},
    "service.restart": {"service": "s", "home": "/h", "health": "http://127.0.0.1:1/"},
    "service.start": {"service": "s", "home": "/h", "health": "http://127.0.0.1:1/"},
    "service.status": {"service": "s", "home": "/h", "health": "http://127.0.0.1:1/"},
    "service.stop": {"service": "s", "home": "/h", "health": "http://127.0.0.1:1/"},
    "tls.expiry": {"files": ["/f"]},
}
PAYLOADS = (
    "$(touch canary)",
    "`touch canary`",
    ";touch canary;",
    "|touch canary",
    "&&touch canary&&",
    "'; touch canary; '",
    '"; touch canary; "',
    "\ntouch canary\n",
    ">canary",
    "$(>canary)",
    "${IFS}touch${IFS}canary",
    "-exec touch canary {} +",
    "--checkpoint-action=exec=touch canary",
    "\\$(touch canary)\\",
    "end=ok\nfile=1 1 /etc/passwd",
)
PREFIXES = ("", "/nonexistent/", "a", "-", "127.0.0.1:1", "http://127.0.0.1:1/")
hostile = st.builds(
    lambda before, payload, after: before + payload + after,
    st.sampled_from(PREFIXES),
    st.sampled_from(PAYLOADS)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), max_size=30),
    st.sampled_from(("", " ", "/x", "'", '"', "\\", ":80")),
)


@contextlib.contextmanager
def _guarded() -> Iterator[Path]:
    """An empty working directory in which no canary may appear."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        yield Path(name)
        assert not list(Path(name).rglob("canary*"))


def _with(value: Any, word: str) -> Any:
    """`value` with `word` in the place of every text."""
    if isinstance(value, str):
        return word
    return tuple(_with(item, word) for item in value) if isinstance(value, list | tuple) else value


def _look(name: str, p: Any) -> None:
    action = get_action(name)
    with contextlib.suppress(LookFailed):
        state = action.read(p, Host().run(action.look(p)))
        # A service that a hostile name leads to, a file or a difference, would be a way in.
        assert not getattr(state, "candidates", ())


def test_every_text_parameter_of_every_action_is_tried() -> None:
    assert set(BASE) == set(CATALOGUE)


@pytest.mark.parametrize("name", sorted(BASE))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=hostile, data=st.data())
def test_hostile_parameters_are_refused_or_harmless(name: str, word: str, data: st.DataObject) -> None:
    texts = sorted(key for key, value in BASE[name].items() if isinstance(value, str | list))
    key = data.draw(st.sampled_from(texts))
    action = get_action(name)
    safe = {k: _somewhere_empty(v) for k, v in BASE[name].items()}
    try:
        p = action.parse_params({**safe, key: _with(BASE[name][key], word)})
    except Invalid:
        # Even past the gate, by a mistake of someone else, it is only a word to the shell.
        p = msgspec.structs.replace(action.parse_params(safe), **{key: _with(BASE[name][key], word)})
    with _guarded():
        _look(name, p)


def _somewhere_empty(value: Any) -> Any:
    return "/nonexistent" if value == "/" else value


NAMES = st.builds(
    lambda payload, n: f"{payload}{n}".replace("/", "_"), st.sampled_from(PAYLOADS), st.integers(0, 9)
)


@settings(max_examples=10, deadline=None)
@given(names=st.sets(NAMES, min_size=1, max_size=4))
def test_hostile_file_names_are_archived_or_left_alone_and_come_back(names: set[str]) -> None:
    host, action = Host(), get_action("files.archive")
    with tempfile.TemporaryDirectory() as name, _guarded_by(name):
        folder = Path(name)
        for file in names:
            (folder / file).write_text(file * 500)
        raw = {"directory": name, "pattern": "*", "compress_older_than_days": 0, "keep_active_minutes": 0}
        p = action.parse_params(raw)
        before = host.look(action, p)
        tree = {path.name: path.read_text() for path in folder.iterdir()}
        host.run_all(action.act(p, before))
        after = host.look(action, p)
        assert action.judge(p, before, after).verdict is Verdict.SUCCEEDED
        host.run_all(action.undo(p, before))
        assert {path.name: path.read_text() for path in folder.iterdir()} == tree


@settings(max_examples=10, deadline=None)
@given(names=st.sets(NAMES, min_size=1, max_size=4))
def test_hostile_file_names_are_restored_or_left_out(names: set[str]) -> None:
    host, baseline, restore = Host(), get_action("integrity.baseline"), get_action("integrity.restore")
    with tempfile.TemporaryDirectory() as name, _guarded_by(name):
        folder = Path(name) / "conf"
        folder.mkdir()
        for file in names:
            (folder / file).write_text("right")
        p = baseline.parse_params({"store": f"{name}/store", "paths": [str(folder)]})
        assert host.play(baseline, p).outcome.verdict is Verdict.SUCCEEDED
        for file in names:
            (folder / file).write_text("wrong")
        assert host.play(restore, p).outcome.verdict is Verdict.SUCCEEDED
        for file in names:
            odd = "\\" in file or "\n" in file
            assert (folder / file).read_text() == ("wrong" if odd else "right")


@contextlib.contextmanager
def _guarded_by(name: str) -> Iterator[None]:
    """Works beside `name`, so that a canary is no file of the test's own."""
    with tempfile.TemporaryDirectory() as beside, contextlib.chdir(beside):
        yield
        assert not list(Path(beside).iterdir())
    assert Path(name).exists()
