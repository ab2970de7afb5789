"""What is under version control belongs to nobody's machine."""

import re
from pathlib import Path
from typing import Final

import pytest
from tests.docs.pages import ROOT, text_of, tracked_files

MACHINE_PATH: Final = re.compile(
    r"(?<![\w./~-])(/(?:root|work|workspace|home/[a-z][\w-]*|Users/[A-Za-z][\w-]*)/)|[A-Z]:\\Users\\"
)
REGISTRY: Final = re.compile(
    r"\b(registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|pypi\.org|files\.pythonhosted\.org)\b"
    r"|--(?:extra-)?index-url"
)
PATHS_AS_DATA: Final = {
    "src/bonghwa/understanding/": "what commands and logs name, to be judged",
    "tests/unit/understanding/": "cases of commands and logs",
    "tests/unit/kernel/masking/": "cases of text to be masked",
    "tests/docs/": "this check",
}
REGISTRIES_AS_DATA: Final = {
    "src/bonghwa/understanding/": "what commands and logs name, to be judged",
    "tests/unit/understanding/": "cases of commands and logs",
    "tests/docs/": "this check",
}


needs_checkout = pytest.mark.skipif(not tracked_files(), reason="what is tracked is known in a checkout only")


def found(pattern: re.Pattern[str], allowed: dict[str, str]) -> list[str]:
    places = []
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        text = None if name.startswith(tuple(allowed)) else text_of(path)
        for number, line in enumerate((text or "").splitlines(), start=1):
            if match := pattern.search(line):
                places.append(f"{name}:{number}: {match[0]}")
    return places


@needs_checkout
def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert found(MACHINE_PATH, PATHS_AS_DATA) == []


@needs_checkout
def test_no_file_names_the_place_of_this_checkout() -> None:
    if len(ROOT.parts) > 2:
        assert found(re.compile(re.escape(str(ROOT))), {}) == []


@needs_checkout
def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRY, REGISTRIES_AS_DATA) == []


def test_locks_hold_hashes_and_no_addresses() -> None:
    python = list((ROOT / "requirements").glob("*.lock"))
    assert python
    for path in python:
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
    node = [ROOT / "web/package-lock.json", ROOT / "tests/web/chromium/package-lock.json"]
    for path in node:
        assert '"resolved"' not in path.read_text()
        assert '"integrity"' in path.read_text()


def test_allowed_folders_exist() -> None:
    for folder in {**PATHS_AS_DATA, **REGISTRIES_AS_DATA}:
        assert Path(ROOT, folder).is_dir()
