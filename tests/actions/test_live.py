"""Every scene is really played, in every shell there is; what can be undone is, to the last byte."""

import shutil
from pathlib import Path

import pytest
from tests.actions.host import Host
from tests.actions.scenes import SCENES

from bonghwa.actions import get_action

SLOW = {"service.restart.only_pretends", "service.stop.stubborn_forced"}
UNDOABLE = (
    "files.archive.over_quota",
    "files.archive.elsewhere",
    "files.archive.quota_too_small",
    "integrity.restore.altered",
)


def _tree(directory: Path) -> dict[str, tuple[bytes | str, int, int]]:
    """Content, mode and time of all that lies below, but for the baseline's store."""
    seen: dict[str, tuple[bytes | str, int, int]] = {}
    for path in sorted(directory.rglob("*")):
        if path.is_relative_to(directory / "store") or (path.is_dir() and not path.is_symlink()):
            continue
        status = path.lstat()
        content: bytes | str = str(path.readlink()) if path.is_symlink() else path.read_bytes()
        seen[str(path)] = (content, status.st_mode, 0 if "conf" in path.parts else int(status.st_mtime))
    return seen


@pytest.mark.parametrize("name", [name for name in SCENES if name not in SLOW])
def test_a_scene_ends_as_it_must(
    name: str, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name.endswith("supervised") and shutil.which("supervisord") is None:
        pytest.skip("supervisord is not installed")
    _must_end_well(name, host, tmp_path, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW))
def test_a_stubborn_scene_ends_as_it_must(
    name: str, plain_host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _must_end_well(name, plain_host, tmp_path, monkeypatch)


def _must_end_well(name: str, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stage").mkdir()
    with SCENES[name](tmp_path / "stage", host) as scene:
        action = get_action(scene.action)
        run = host.play(action, action.parse_params(scene.params), patience=scene.patience)
        assert run.outcome.verdict is scene.verdict, run
        if scene.backend is not None:
            assert run.before.backend == scene.backend
    assert not list(tmp_path.rglob("canary")), "a name was taken for a command"


@pytest.mark.parametrize("name", UNDOABLE)
def test_what_is_undone_is_as_it_was(name: str, host: Host, tmp_path: Path) -> None:
    with SCENES[name](tmp_path, host) as scene:
        untouched = _tree(tmp_path)
        action = get_action(scene.action)
        p = action.parse_params(scene.params)
        run = host.play(action, p)
        assert _tree(tmp_path) != untouched
        undone = host.run_all(action.undo(p, run.before))
        assert [output.exit_code for output in undone] == [0] * len(undone)
        assert _tree(tmp_path) == untouched


def test_a_look_changes_nothing(host: Host, tmp_path: Path) -> None:
    for name in ("files.purge.old", "integrity.restore.altered", "service.start.down", "logs.errors.mixed"):
        stage = tmp_path / name
        stage.mkdir()
        with SCENES[name](stage, host) as scene:
            untouched = _tree(stage)
            action = get_action(scene.action)
            host.look(action, action.parse_params(scene.params))
            assert _tree(stage) == untouched
