"""A measured figure stands beside the command that prints it."""

import re

import pytest
from tests.docs.pages import Page, pages

MEASURED = re.compile(
    r"\b(measured|median|percentile|throughput|per second|a second|took|takes about|faster|slower)\b"
    r"|걸렸|초당|측정",
    re.IGNORECASE,
)
COMMAND = re.compile(r"`(?:[A-Z_]+=\S+ )*(make|bonghwa|python bench/|pytest)\b[^`]*`")
PERFORMANCE = re.compile(r"\d[\d,.]*\s*(ms|milliseconds|minutes?|seconds?|lines/s|/s|분|초|밀리초)\b")


@pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
def test_a_measured_figure_names_its_command(one: Page) -> None:
    for block in one.paragraphs:
        if MEASURED.search(block) and PERFORMANCE.search(block):
            assert COMMAND.search(block), f"{one.name}: which command prints the figure in:\n{block}"


def test_a_figure_without_a_command_would_be_noticed() -> None:
    assert MEASURED.search("The first run took 95 seconds.")
    assert PERFORMANCE.search("The first run took 95 seconds.")
    assert not COMMAND.search("The first run took 95 seconds.")
    assert COMMAND.search("`make demo` took 95 seconds.")
