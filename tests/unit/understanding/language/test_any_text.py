"""Whatever is thrown at it: an intent comes back, made of the inventory only."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.understanding.language import (
    DANGEROUS,
    INTENTS,
    SAFE,
    Fleet,
    parse_intent,
    parse_intents,
    refine,
)

FLEET = Fleet.from_cmdb(json.loads((Path(__file__).parent / "inventory.json").read_text(encoding="utf-8")))
WORDS = [
    "어선",
    "통관",
    "휴양림",
    "와스",
    "디비",
    "웹",
    "1번",
    "2호기",
    "9번",
    "재시작",
    "해줘",
    "하지마",
    "했어요",
    "하면",
    "개발",
    "운영",
    "로그",
    "세션",
    "812",
    "배포",
    "SR-3",
    "승인",
    "restart",
    "vessel",
    "was1",
    "stop",
    "don't",
    "if",
    "the",
    "db",
    "kill",
    "session",
    "please",
    "?",
    ".",
    ",",
    "'",
    '"',
    "\n",
    "그리고",
    "하고",
    "아니",
    "크론",
    "매일",
    "3시",
]
TALK = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
NOISE = st.text(
    alphabet=st.characters(exclude_characters="재중종기시배반롤강죽끊정삭승결허컨진거기불취"), max_size=80
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), TALK))
def test_any_text_yields_an_intent_of_the_inventory(text: str) -> None:
    found = parse_intent(text, FLEET)
    assert found.intent in INTENTS
    assert set(found.nodes) <= set(FLEET.nodes)
    assert found.system is None or (found.institution, found.system) in FLEET.systems
    assert 0 <= found.confidence <= 1


@settings(max_examples=200, deadline=None)
@given(NOISE.filter(lambda text: not any("a" <= char.lower() <= "z" for char in text)))
def test_noise_is_never_dangerous(text: str) -> None:
    assert parse_intent(text, FLEET).intent not in DANGEROUS


@settings(max_examples=150, deadline=None)
@given(TALK, TALK)
def test_conversations_never_break(first: str, second: str) -> None:
    for intent in parse_intents(first, FLEET):
        after = refine(intent, second, FLEET)
        assert after.intent in INTENTS
        assert set(after.nodes) <= set(FLEET.nodes)


@settings(max_examples=150, deadline=None)
@given(TALK)
def test_an_order_within_quotes_is_not_an_order(text: str) -> None:
    quoted = text.replace('"', "").replace("\n", " ")
    found = parse_intent(f'"{quoted} 재시작해줘"', FLEET)
    assert found.intent not in DANGEROUS


@pytest.mark.parametrize(
    "text",
    [
        "어선 와스 재시작해줘 " * 5_000,
        "'" * 100_000,
        "1,2," * 50_000,
        "아니 " * 50_000,
        "was " * 50_000,
        "\u200b재\u200b시작",
        "take " * 900,
        "\x1b[31m" * 9_000,
    ],
)
def test_hostile_lengths_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    assert parse_intent(text, FLEET).intent in INTENTS
    assert parse_intents(text, FLEET)
    assert time.process_time() - started < 60


def test_an_order_that_was_cut_off_is_not_carried_out() -> None:
    assert parse_intent("어선 와스1 재시작해줘 " + "x" * 5_000, FLEET).intent in SAFE


@pytest.mark.parametrize(
    "cmdb",
    [
        {},
        {"nodes": None},
        {"systems": [{"name": "가나"}]},
        {"nodes": [{"id": "x1"}, 3]},
        {"institutions": [{"code": "q"}]},
    ],
)
def test_a_poor_inventory_is_enough_to_ask_back(cmdb: dict[str, object]) -> None:
    found = parse_intent("가나다 와스 재시작해줘", Fleet.from_cmdb(cmdb))
    assert found.intent == "restart_service"
    assert "system" in found.missing
