"""The strict reader of look output."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.actions.golden import all_goldens, load

from bonghwa.actions import CATALOGUE
from bonghwa.actions.shell.lines import Lines, number
from bonghwa.vocabulary.action import LookFailed
from bonghwa.vocabulary.program import Output

EXAMPLES = {load(name).action: load(name) for name in all_goldens()}


def output(
    text: str, exit_code: int | None = 0, *, timed_out: bool = False, truncated: bool = False
) -> Output:
    return Output(stdout=text, stderr="", exit_code=exit_code, timed_out=timed_out, truncated=truncated)


def test_values_come_back_as_they_were_said() -> None:
    lines = Lines(output("a=1\nb=x=\\\\n\\ny\\r\nb=\nend=ok\n"), once=("a",), many=("b",))
    assert lines.integer("a") == 1
    assert lines.texts("b") == ("x=\\n\ny\r", "")
    assert lines.text("missing", "-") == "-"


@pytest.mark.parametrize(
    "broken",
    [
        output(""),
        output("a=1\n"),
        output("a=1\nend=ok"),
        output("a=1\na=2\nend=ok\n"),
        output("end=ok\nend=ok\n"),
        output("x=1\nend=ok\n"),
        output("no sign\nend=ok\n"),
        output("a=1\nend=ok\n", 1),
        output("a=1\nend=ok\n", None),
        output("a=1\nend=ok\n", truncated=True),
        output("a=1\nend=ok\n", timed_out=True),
    ],
)
def test_anything_but_a_whole_clean_look_is_refused(broken: Output) -> None:
    with pytest.raises(LookFailed):
        Lines(broken, once=("a",))


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1e400", "9" * 21, "1 2"])
def test_only_numbers_are_numbers(text: str) -> None:
    with pytest.raises(LookFailed):
        number(text, float)


@given(text=st.text(max_size=200), data=st.data())
def test_no_output_crashes_a_reader(text: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(CATALOGUE)))
    golden = EXAMPLES[name]
    action = CATALOGUE[name]
    p = action.parse_params(golden.params)
    at = data.draw(st.integers(0, len(golden.look.stdout)))
    upto = data.draw(st.integers(at, len(golden.look.stdout)))
    altered = golden.look.stdout[:at] + text + golden.look.stdout[upto:]
    try:
        state = action.read(p, output(altered))
    except LookFailed:
        return
    assert action.judge(p, state, state).reason
    assert action.look_digest(state)
