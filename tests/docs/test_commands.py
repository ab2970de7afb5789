"""Every command in the documents exists, with these very options; and every command is in the documents."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from tests.docs.pages import ROOT, Page, page, pages
from typer.main import get_command

from bonghwa.doors.cli.main import COMMANDS, _typer_app

SEPARATORS = {"|", "&&", ";", "||", "<", ">", "&"}
ENVIRONMENT = re.compile(r"[A-Z][A-Z0-9_]*=.*")


@cache
def command(name: str) -> Any:
    return get_command(_typer_app(name))


def leaves() -> Iterator[tuple[str, Any]]:
    """(full name, command) of everything that can be called."""
    for name in COMMANDS:
        found = command(name)
        if hasattr(found, "commands"):
            yield from ((f"{name} {sub}", one) for sub, one in found.commands.items())
        else:
            yield name, found


def options(one: Any) -> set[str]:
    return {opt for p in one.params if p.param_type_name == "option" for opt in (*p.opts, *p.secondary_opts)}


def calls(one: Page) -> list[list[str]]:
    """The words of every single call in the page's commands, without `VARIABLE=value` in front."""
    found: list[list[str]] = []
    for line in one.commands:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
        lexer.whitespace_split = True
        current: list[str] = []
        for word in [*lexer, ";"]:
            if word in SEPARATORS:
                while current and ENVIRONMENT.fullmatch(current[0]):
                    current.pop(0)
                found += [current] if current else []
                current = []
            else:
                current.append(word)
    return found


def wrong_with(words: list[str]) -> str | None:
    """What is wrong with a call of bonghwa, or None."""
    if len(words) == 1 or words[1].startswith("--"):
        return None if words[1:] in ([], ["--help"], ["--version"]) else f"{words[1]} is no option"
    if words[1] not in COMMANDS:
        return f"there is no command {words[1]}"
    found, rest = command(words[1]), words[2:]
    if hasattr(found, "commands"):
        if not rest or rest[0] not in {*found.commands, "--help"}:
            return f"{words[1]} has no such part"
        found, rest = found.commands.get(rest[0]), rest[1:]
    known = {"--help", *(options(found) if found else ())}
    strange = [w for w in rest if w.startswith("--") and w.partition("=")[0] not in known]
    return f"{' '.join(words)}: {strange[0]} is no option" if strange else None


@pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
def test_every_bonghwa_command_in_the_documents_exists(one: Page) -> None:
    assert [wrong for words in calls(one) if words[0] == "bonghwa" and (wrong := wrong_with(words))] == []


@pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
def test_every_make_target_in_the_documents_exists(one: Page) -> None:
    targets = make_targets()
    for words in calls(one):
        if words[0] == "make":
            goals = [word for word in words[1:] if "=" not in word]
            assert set(goals) <= targets, f"{one.name}: {' '.join(words)}"


@pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
def test_every_script_in_the_documents_exists(one: Page) -> None:
    for words in calls(one):
        for word in words:
            if word.startswith(("bench/", "tests/")):
                path = word.partition("::")[0]
                assert (ROOT / path).exists(), f"{one.name}: {path}"


def test_the_checks_would_notice_what_does_not_exist() -> None:
    assert wrong_with(["bonghwa", "nothing"])
    assert wrong_with(["bonghwa", "audit", "burn"])
    assert wrong_with(["bonghwa", "audit", "verify", "--loudly"])
    assert wrong_with(["bonghwa", "audit", "verify", "--json"]) is None


@pytest.mark.parametrize(("name", "one"), list(leaves()), ids=[name for name, _ in leaves()])
def test_every_command_and_option_is_described(name: str, one: Any) -> None:
    told = section("docs/cli.md", f"`bonghwa {name}`")
    missing = [option for option in options(one) - {"--help"} if f"`{option}`" not in told]
    assert missing == []
    for parameter in one.params:
        if parameter.envvar:
            assert f"`{parameter.envvar}`" in told
        if parameter.param_type_name == "argument":
            assert f"`{(parameter.metavar or parameter.name).strip('[]').upper()}`" in told


def test_every_command_is_tried_in_its_own_part() -> None:
    parts = {name for name, _ in leaves()}
    for name in parts:
        part = Page(ROOT / "docs/cli.md", section("docs/cli.md", f"`bonghwa {name}`"))
        assert any(words[:1] == ["bonghwa"] for words in calls(part)), f"{name} has no example"


def test_every_make_target_is_described_for_developers() -> None:
    told = page("docs/development.md").text
    assert [target for target in make_targets() if f"`make {target}`" not in told] == []


def test_every_bench_is_described_with_its_command() -> None:
    told = page("docs/development.md").text
    assert [
        path.name for path in (ROOT / "bench").glob("*.py") if f"python bench/{path.name}" not in told
    ] == []


def test_the_readme_names_the_test_command() -> None:
    assert ["make", "test"] in calls(page("README.md"))


def make_targets() -> set[str]:
    (declared,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return set(declared.split())


def section(name: str, heading: str) -> str:
    """The text below a heading of a page, up to the next heading of its level or above."""
    text = page(name).text
    found = re.search(rf"^(#+) {re.escape(heading)}\n", text, re.MULTILINE)
    assert found, f"{name} has no part {heading}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest
