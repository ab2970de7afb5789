"""What a person signs is what the terminal shows: hostile names, titles and hashes do not get between."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bonghwa.doors.cli import roster
from bonghwa.doors.cli.client import Api, hash_of_plan
from bonghwa.doors.cli.incidents import _shown
from bonghwa.doors.cli.terminal import printable
from bonghwa.kernel.errors import Conflict, Invalid
from bonghwa.kernel.keys import approver_key, device_key, write_key_file
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.approval import Roster, RosterEntry
from bonghwa.vocabulary.plan import Plan, PlanStep, plan_hash

HIDING = "Kim\x1b[1A\x1b[2K\u202e\n"


def _proposal(directory: str = "/srv/shop") -> dict[str, Any]:
    step = PlanStep(
        "service.restart", 1, {"home": directory, "days": 1.0}, "agent-1", "web-1", Risk.DISRUPTIVE
    )
    plan = Plan(id="p1", steps=(step,), requester="system", expires_at=datetime(2030, 1, 1, tzinfo=UTC))
    shown = {"title": "Restart", "host": "web-1"}
    return {
        "id": "p1",
        "plan": msgspec.json.decode(msgspec.json.encode(plan)),
        "plan_hash": plan_hash(plan),
        "steps": [shown],
        "preview": [HIDING],
        "risk": "disruptive",
        "blast_radius": "",
    }


def test_a_hash_of_another_plan_than_the_one_shown_is_not_signed() -> None:
    honest, other = _proposal(), _proposal("/tmp/evil")
    assert hash_of_plan(honest) == honest["plan_hash"]
    api = Api("http://127.0.0.1:9")
    for forged in (
        honest | {"plan_hash": other["plan_hash"]},
        {**honest, "plan": {}},
        {**honest, "plan": None},
    ):
        with pytest.raises(Conflict, match="nothing was signed"):
            api.approve(forged, "me", approver_key())
    api.close()


def test_the_plan_itself_is_shown_and_hostile_text_is_not_obeyed() -> None:
    shown = _shown({"number": 1, "title": HIDING, "cause_label": None}, _proposal("/tmp/evil"))
    assert '"/tmp/evil"' in shown
    assert "service.restart v1 (disruptive) on web-1" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_korean_stays_and_signs_become_codes() -> None:
    assert printable("봉화 kim") == "봉화 kim"
    assert printable(HIDING) == "Kim\\x1b[1A\\x1b[2K\\u202e\\n"


@pytest.fixture
def _agreeing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.confirm", lambda *_, **__: True)


def _draft(folder: Path, name: str, key_id: str | None = None) -> Path:
    key = approver_key()
    entry = RosterEntry(person="1", name=name, key_id=key_id or key.id, jwk=key.jwk())
    file = folder / "draft.json"
    file.write_bytes(msgspec.json.encode(Roster(1, datetime(2030, 1, 1, tzinfo=UTC), (entry,))))
    write_key_file(folder / "root.key", device_key())
    return file


@pytest.mark.usefixtures("_agreeing")
def test_a_name_cannot_hide_its_line_from_the_keeper_of_the_root_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster.sign_(_draft(tmp_path, HIDING), tmp_path / "root.key", tmp_path / "signed")
    assert "Kim\\x1b[1A\\x1b[2K\\u202e\\n: everywhere/*, up to destructive" in capsys.readouterr().out


@pytest.mark.usefixtures("_agreeing")
def test_an_entry_that_names_another_key_than_it_holds_is_not_signed(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        roster.sign_(_draft(tmp_path, "Kim", "a" * 43), tmp_path / "root.key", tmp_path / "signed")
    assert not (tmp_path / "signed").exists()
