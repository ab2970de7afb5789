"""Both languages say the same things, and everything the source says is in the catalogue."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

import bonghwa
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.runs.model import RunStatus
from bonghwa.kernel.messages import areas, language_of, message
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.severity import Level
from bonghwa.work.notifications.service import KINDS

_FIELD = re.compile(r"\{([a-z_]+)\}")
_KEY = re.compile(r"""["']((?:timeline|report|notification|refusal)\.[a-z_]+)["']""")
SOURCE = Path(str(files(bonghwa)))


def test_both_languages_hold_the_same_keys_and_fields() -> None:
    korean, english = areas("ko"), areas("en")
    assert korean.keys() == english.keys()
    different = {
        key
        for key in korean
        if sorted(set(_FIELD.findall(korean[key]))) != sorted(set(_FIELD.findall(english[key])))
    }
    assert different == set()
    assert all(text.strip() for text in (korean | english).values())


def _used() -> set[str]:
    texts = [p.read_text(encoding="utf-8") for p in SOURCE.rglob("*") if p.suffix in {".py", ".j2"}]
    return {key for text in texts for key in _KEY.findall(text) if not key.endswith("_")}


def test_every_key_that_the_source_uses_exists() -> None:
    used = _used()
    assert len(used) > 30
    built = {f"timeline.run_{s}" for s in RunStatus if s not in {RunStatus.PENDING, RunStatus.RUNNING}}
    built |= {f"report.run_{status}" for status in RunStatus}
    built |= {f"report.status_{status}" for status in IncidentStatus}
    built |= {f"report.level_{level}" for level in Level} | {f"report.risk_{risk}" for risk in Risk}
    built |= {f"report.decision_{decision}" for decision in ("approve", "refuse")}
    built |= {f"notification.{kind}_{part}" for kind in KINDS for part in ("title", "body")}
    assert (used | built) - areas("en").keys() == set()


def test_what_stands_in_a_value_is_not_filled_in() -> None:
    values = {"service": "{host}", "host": "{service}"}
    assert message("timeline.opened", "en", values) == "First seen in {host} on {service}."


def test_an_unknown_key_or_field_shows_itself() -> None:
    assert message("nothing.here", "ko") == "nothing.here"
    assert message("timeline.notified", "en") == "Notified: {title}"
    assert message("timeline.reported", "xx") == message("timeline.reported", "en")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("fr, en;q=0.5", "en"),
        ("", "en"),
        ("*", "en"),
        ("x" * 10_000, "en"),
        (";;,,", "en"),
        ("EN-us", "en"),
    ],
)
def test_the_first_language_that_we_speak(header: str, expected: str) -> None:
    assert language_of(header) == expected
