import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.kernel.masking import PLACEHOLDER, ExtraPattern, Kind, Masker, MaskingPolicy, restore
from bonghwa.kernel.masking.masker import RULES
from bonghwa.kernel.masking.numbers import luhn_valid, resident_number_valid
from bonghwa.kernel.masking.triggers import PatternScan, trigger_scan

LETTERS = "Zq7fTn2Kd9Lw4RxB8mYv3HsPc6JgUe5A"


def generated(found: re.Match[str]) -> str:
    """`«40»` is 40 characters that look generated; `«-40»` the same backwards, `«^40»` in capitals."""
    text = (LETTERS * 4)[: int(found[2])]
    return {"-": text[::-1], "^": text.upper()}.get(found[1], text)


def read_cases() -> list[tuple[str, str, list[str]]]:
    cases = []
    for path in sorted(Path(__file__).with_name("cases").glob("*.json")):
        text = re.sub(r"«([-^]?)(\d+)»", generated, path.read_text(encoding="utf-8"))
        cases += [(path.stem, case["text"], case["secrets"]) for case in json.loads(text)]
    return cases


KEY = b"k" * 32
FAST, PLAIN = (scan([rule.trigger for rule in RULES]) for scan in (trigger_scan, PatternScan))
MASKER = Masker(key=KEY)
CASES = read_cases()
DIRTY = [case for case in CASES if case[2]]
CLEAN = [(family, text) for family, text, secrets in CASES if not secrets]
PIECES = st.sampled_from([text for _, text, _ in DIRTY] + [text for _, text in CLEAN])
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=200)


@pytest.mark.parametrize(("family", "text", "secrets"), DIRTY)
def test_no_secret_survives(family: str, text: str, secrets: list[str]) -> None:
    masked = MASKER.mask(text)
    assert [secret for secret in secrets if secret in masked] == []
    assert PLACEHOLDER.search(masked)


@pytest.mark.parametrize(("family", "text"), CLEAN)
def test_what_is_no_secret_comes_back_unchanged(family: str, text: str) -> None:
    assert MASKER.mask(text) == text


@pytest.mark.parametrize(("family", "text", "secrets"), DIRTY)
def test_an_authorised_reader_gets_the_original_back(family: str, text: str, secrets: list[str]) -> None:
    masked = MASKER.mask_with_map(text)
    assert masked.text == MASKER.mask(text)
    assert restore(masked.text, masked.mapping) == text


@pytest.mark.parametrize(("family", "text"), [(f, t) for f, t, _ in DIRTY] + CLEAN)
def test_both_scans_find_the_same_rules(family: str, text: str) -> None:
    assert FAST.hits(text) == PLAIN.hits(text)


@given(st.one_of(ANY_TEXT, st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=5).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_masked_and_masking_again_changes_nothing(text: str) -> None:
    masked = MASKER.mask(text)
    assert MASKER.mask(masked) == masked


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_of_a_log_can_be_masked(data: bytes) -> None:
    for encoding, errors in (("utf-8", "surrogateescape"), ("utf-8", "replace"), ("latin-1", "strict")):
        MASKER.mask(data.decode(encoding, errors))


@given(st.text("abcdefghABCDEFGH23456789", min_size=8, max_size=40))
@settings(deadline=None)
def test_equal_secrets_get_equal_placeholders(word: str) -> None:
    first = PLACEHOLDER.findall(MASKER.mask(f"password='{word}7'"))
    second = PLACEHOLDER.findall(MASKER.mask(f'{{"password": "{word}7"}}'))
    assert first == second
    assert len(first) == 1


def test_maskers_without_a_common_key_cannot_be_compared() -> None:
    text = "연락처 010-1234-5678"
    assert Masker().mask(text) != Masker().mask(text)
    assert Masker(key=KEY).mask(text) == MASKER.mask(text)


def test_a_placeholder_tells_nothing_of_the_value() -> None:
    masked = Masker().mask("010-1234-5678")
    assert PLACEHOLDER.fullmatch(masked)
    assert not re.search(r"\d", masked)


def test_a_secret_is_hidden_wherever_it_stands_once_it_is_known() -> None:
    masked = MASKER.mask("password=Fake#1234; tried Fake#1234 twice: Fake#1234")
    assert "Fake#1234" not in masked
    assert len(set(PLACEHOLDER.findall(masked))) == 1


def test_restoring_leaves_foreign_placeholders_alone() -> None:
    forged = "<secret:password:bbbbbbbbbb>"
    masked = MASKER.mask_with_map(f"{forged} password=Fake#1234")
    assert restore(masked.text, masked.mapping) == f"{forged} password=Fake#1234"


def test_a_policy_switches_kinds_off() -> None:
    only_phones = Masker(MaskingPolicy(kinds=frozenset({Kind.PHONE})))
    masked = only_phones.mask("password=Fake#1234 010-1234-5678 10.1.2.3")
    assert masked.startswith("password=Fake#1234 <secret:phone:")
    assert masked.endswith(" 10.1.2.3")


def test_a_policy_may_show_internal_addresses() -> None:
    assert Masker(MaskingPolicy(internal_addresses=False)).mask("10.1.2.3 is down") == "10.1.2.3 is down"


def test_a_policy_allows_published_values() -> None:
    policy = MaskingPolicy(allow=frozenset({"help@example.com"}), allow_patterns=(r"10\.9\.\d+\.\d+",))
    text = "help@example.com 10.9.1.2"
    assert Masker(policy).mask(text) == text
    assert "ops@example.com" not in Masker(policy).mask("ops@example.com")


def test_a_policy_adds_patterns() -> None:
    policy = MaskingPolicy(extra=(ExtraPattern("employee", r"\bEMP-(?P<secret>\d{5})\b"),))
    assert re.fullmatch(r"by EMP-<secret:employee:\w+>", Masker(policy).mask("by EMP-12345"))


@pytest.mark.parametrize(
    "policy",
    [
        MaskingPolicy(extra=(ExtraPattern("broken", "("),)),
        MaskingPolicy(extra=(ExtraPattern("Not A Label", "x"),)),
        MaskingPolicy(allow_patterns=("[",)),
    ],
)
def test_a_broken_policy_is_refused(policy: MaskingPolicy) -> None:
    with pytest.raises(ValueError, match="masking"):
        Masker(policy)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        Masker(key=b"short")


def test_threads_share_a_masker() -> None:
    texts = [f"password=Fake#{number:04d}" for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(MASKER.mask, texts)) == [MASKER.mask(text) for text in texts]


@pytest.mark.parametrize(
    "piece",
    [
        "password=",
        "10.1.2.3 ",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "://a:",
        "a@a.",
        "eyJ",
        "4111 ",
    ],
)
def test_a_long_hostile_line_is_masked(piece: str) -> None:
    masked = MASKER.mask(piece * (200_000 // len(piece)) + " password=Fake#1234")
    assert "Fake#1234" not in masked


def test_resident_numbers_and_cards_carry_check_digits() -> None:
    assert resident_number_valid("9001011234568")
    assert not resident_number_valid("9001011234567")
    assert luhn_valid("4111111111111111")
    assert not luhn_valid("4111111111111112")
