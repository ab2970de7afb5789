"""Whoever follows a link arrives, and every page can be reached."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.docs.pages import DOCS, ROOT, Page, page, pages

MOST_IMAGE_BYTES = 300_000
PICTURES = (".png", ".svg")


def names(one: Page) -> str:
    return one.name


def target_of(one: Page, link: str) -> tuple[Path, str]:
    path, _, anchor = unquote(link).partition("#")
    return (one.path.parent / path).resolve() if path else one.path, anchor


def inner(one: Page) -> list[str]:
    return [link for link in one.links if "://" not in link and not link.startswith("mailto:")]


@pytest.mark.parametrize("one", pages(), ids=names)
def test_every_relative_link_and_image_leads_to_something(one: Page) -> None:
    for link in inner(one):
        path, anchor = target_of(one, link)
        assert path.exists(), f"{one.name}: {link} leads nowhere"
        assert path.is_relative_to(ROOT), f"{one.name}: {link} leaves the project"
        if anchor and path.suffix == ".md":
            assert anchor in page(path.relative_to(ROOT).as_posix()).anchors, f"{one.name}: {link}"


@pytest.mark.parametrize("one", pages(), ids=names)
def test_pages_load_nothing_from_other_hosts(one: Page) -> None:
    assert not [image for image in one.images if "://" in image]


def test_images_are_small_and_all_of_them_are_shown() -> None:
    shown = {target_of(one, image)[0] for one in pages() for image in one.images}
    kept = {path for path in DOCS.rglob("*") if path.suffix in PICTURES}
    assert kept == {path for path in shown if path.is_relative_to(DOCS)}
    assert not [path.name for path in kept if path.stat().st_size > MOST_IMAGE_BYTES]


def test_every_page_is_reached_from_the_readme() -> None:
    known = {one.path: one for one in pages()}
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in known:
            continue
        reached.add(path)
        waiting += [target_of(known[path], link)[0] for link in inner(known[path])]
    assert reached == known.keys()


@pytest.mark.parametrize("korean", [one for one in pages() if one.name.endswith(".ko.md")], ids=names)
def test_a_korean_page_has_the_parts_and_the_commands_of_its_english_one(korean: Page) -> None:
    english = page(korean.name.replace(".ko.md", ".md"))
    assert [level for level, _ in korean.headings] == [level for level, _ in english.headings]
    assert korean.commands == english.commands


def test_readme_shows_one_picture_and_three_lines_before_it() -> None:
    for name in ("README.md", "README.ko.md"):
        assert len(page(name).images) == 1
        before = page(name).text.partition("![")[0]
        assert len([line for line in before.splitlines() if line and line[0] not in "#[["]) <= 3


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    listed = {target_of(page("docs/README.md"), link)[0] for link in inner(page("docs/README.md"))}
    assert set(records) <= listed
