"""The catalogue is data; these are the rules that the data keeps."""

import pytest

from bonghwa.kernel.messages import areas
from bonghwa.understanding.causes import BY_KEY, CATALOGUE, INCONCLUSIVE, NO_FAULT, Cause
from bonghwa.understanding.causes.labels import label
from bonghwa.understanding.causes.phrase import compile_phrase
from bonghwa.understanding.causes.relations import EFFECTS, EXPLAINS, OPERATIONS

ACTIONS = {
    "service.status", "service.restart", "host.resources", "logs.errors", "logs.extract", "files.archive",
    "integrity.check", "integrity.restore", "db.status", "db.end_session", "net.reach", "tls.expiry", "tls.renew",
    "process.list", "process.end", "security.audit", "cron.health", "esb.queue", "interface.stuck", "packages.changed",
}  # fmt: skip


def test_keys_are_unique() -> None:
    assert len(BY_KEY) == len(CATALOGUE)


@pytest.mark.parametrize("cause", CATALOGUE, ids=lambda cause: cause.key)
def test_a_cause_says_what_to_look_at_and_how_it_differs(cause: Cause) -> None:
    assert cause.look
    assert cause.apart
    assert {look.action for look in cause.look} <= ACTIONS
    assert cause.remedy is None or cause.remedy in ACTIONS


@pytest.mark.parametrize("cause", CATALOGUE, ids=lambda cause: cause.key)
def test_phrases_are_lower_case_and_long_enough_to_mean_something(cause: Cause) -> None:
    for sign in cause.signs:
        assert 0 < sign.weight < 1
        for text in (*sign.says, *sign.unless, *sign.less, *sign.beside):
            assert text == text.lower()
            assert len(compile_phrase(text).anchor) >= 2, text


def test_relations_name_only_known_causes_and_no_cause_explains_itself() -> None:
    named = set(EFFECTS) | {effect for effects in EFFECTS.values() for effect in effects}
    named |= set(OPERATIONS) | {reason for reasons in OPERATIONS.values() for reason in reasons}
    assert named <= set(BY_KEY)
    assert all(key not in effects for key, effects in EXPLAINS.items())


def test_every_cause_has_a_korean_and_an_english_label() -> None:
    labelled = {key.split(".")[1] for key in areas("en") if key.startswith("cause.")} - {"unknown"}
    assert labelled == set(BY_KEY) | {NO_FAULT, INCONCLUSIVE}
    for key in labelled:
        assert any("가" <= sign <= "힣" for sign in label(key, "ko").name + label(key, "ko").text)
        assert label(key, "en").name.isascii()
        assert "\n" not in label(key, "en").text + label(key, "ko").text


def test_an_unknown_cause_is_labelled_as_unknown() -> None:
    assert label("tomorrow's cause").name == "Unknown cause"
