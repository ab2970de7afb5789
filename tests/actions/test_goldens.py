"""Every golden is read again: the same look must mean the same, and be judged the same."""

import msgspec
import pytest
from tests.actions.golden import all_goldens, load

from bonghwa.actions import get_action
from bonghwa.kernel.messages import LANGUAGES, areas, message


@pytest.mark.parametrize("name", all_goldens())
def test_what_was_really_seen_is_still_understood(name: str) -> None:
    golden = load(name)
    action = get_action(golden.action, golden.version)
    p = action.parse_params(golden.params)
    before, after = action.read(p, golden.look), action.read(p, golden.look_after)
    assert msgspec.json.decode(msgspec.json.encode(before)) == golden.before
    assert msgspec.json.decode(msgspec.json.encode(after)) == golden.after
    assert action.parse_state(golden.before) == before
    assert action.look_digest(before) == golden.look_digest
    assert action.judge(p, before, after) == golden.outcome


@pytest.mark.parametrize("name", all_goldens())
def test_the_same_look_leads_to_the_same_deeds(name: str) -> None:
    golden = load(name)
    action = get_action(golden.action, golden.version)
    p = action.parse_params(golden.params)
    before = action.read(p, golden.look)
    argvs = [program.argv for program in action.act(p, before)]
    assert argvs[: len(golden.acted)] == [acted.argv for acted in golden.acted]
    assert tuple(program.argv for program in action.undo(p, before)) == golden.undo
    assert tuple(action.preview(p, before)) == golden.preview


@pytest.mark.parametrize("name", all_goldens())
def test_its_preview_reads_well_in_both_languages(name: str) -> None:
    for line in load(name).preview:
        for language in LANGUAGES:
            template = areas(language)[f"action.{line.key}"]
            sentence = message(f"action.{line.key}", language, line.values)
            assert sentence.strip()
            assert "{" not in sentence
            assert all(
                value in sentence for field, value in line.values.items() if "{" + field + "}" in template
            )
