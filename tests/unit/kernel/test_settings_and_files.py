"""Settings name the wrong key; files are wholly there or not at all."""

import os
from pathlib import Path

import pytest

from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.files import write_atomically
from bonghwa.kernel.settings import Settings, load_settings


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert settings.address == "http://127.0.0.1:8470"
    assert settings.database == f"sqlite+aiosqlite:///{tmp_path / 'bonghwa.db'}"
    assert settings.secure is False


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    (tmp_path / "bonghwa.toml").write_text(
        'port = 9000\nlanguage = "en"\npublic_url = "https://ops.example/"\nnotify = ["json://127.0.0.1"]\n'
    )
    environment = {
        "BONGHWA_PORT": "9001",
        "BONGHWA_NOTIFY": "mailto://a json://b",
        "BONGHWA_DATA": "/nowhere",
    }
    settings = load_settings(tmp_path, environment)
    assert (settings.port, settings.language, settings.notify) == (9001, "en", ("mailto://a", "json://b"))
    assert settings.data == tmp_path
    assert (settings.address, settings.secure) == ("https://ops.example", True)
    assert load_settings(tmp_path, {}).port == 9000


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("prot = 1", "prot"),
        ('port = "many"', "port"),
        ("port = 70000", "port"),
        ('language = "fr"', "language"),
        ('log_level = "LOUD"', "log_level"),
        ("notify = 5", "notify"),
        ("port = ", "bonghwa.toml"),
        ("\xff", "bonghwa.toml"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "bonghwa.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(Invalid, match=named):
        load_settings(tmp_path, {})


def test_a_secret_in_a_wrong_setting_is_not_repeated(tmp_path: Path) -> None:
    fake = "postgresql+asyncpg://u:" + "made-up-word" + "@h/db"
    with pytest.raises(Invalid) as refused:
        load_settings(tmp_path, {"BONGHWA_PORT": fake})
    assert "made-up-word" not in str(refused.value)


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        Settings(data=tmp_path).port = 1  # type: ignore[misc]  # that is the test


def test_a_file_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "a.txt"
    write_atomically(path, b"one")
    write_atomically(path, b"two", mode=0o644)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
