"""Several requests in one message, corrections, answers to what was asked back."""

import datetime as dt
import json
from pathlib import Path

import pytest

from bonghwa.understanding.language import Fleet, parse_intent, parse_intents, refine

FLEET = Fleet.from_cmdb(json.loads((Path(__file__).parent / "inventory.json").read_text(encoding="utf-8")))

SEVERAL = [
    ("어선 와스1 재시작하고 상태 확인해줘", ["restart_service", "service_status"]),
    ("restart vessel was1 and then check its status", ["restart_service", "service_status"]),
    ("통관 와스1 내려줘. 그리고 휴양림 와스 재시작해줘", ["stop_service", "restart_service"]),
    ("안녕하세요. 어선 와스1 재시작해줘. 감사합니다", ["restart_service"]),
    ("show lodge db locks, kill session 55 on lodge db", ["db_locks", "kill_session"]),
    ("don't stop and restart vessel was1", ["unclear"]),
    ("REQ-12 승인하면 재시작하고 배포할게요", ["smalltalk"]),
    ("통관 와스1 재시작하고 나서 로그인이 안돼요", ["unclear"]),
]


@pytest.mark.parametrize(("text", "intents"), SEVERAL)
def test_a_message_is_cut_into_its_requests(text: str, intents: list[str]) -> None:
    assert [intent.intent for intent in parse_intents(text, FLEET)] == intents


@pytest.mark.parametrize("text", [SEVERAL[0][0], SEVERAL[1][0]])
def test_the_second_request_means_the_servers_of_the_first(text: str) -> None:
    first, second = parse_intents(text, FLEET)
    assert first.nodes == second.nodes == ("vessel-prod-was1",)


ANSWERS = [
    ("어선 와스 재시작해줘", ["아니 2번만"], "restart_service", ("vessel-prod-was2",), ()),
    ("어선 와스 재시작해줘", ["no, only node 2"], "restart_service", ("vessel-prod-was2",), ()),
    ("어선 와스 재시작해줘", ["3번은 빼고"], "restart_service", ("vessel-prod-was1", "vessel-prod-was2"), ()),
    ("어선 와스 재시작해줘", ["개발"], "restart_service", ("vessel-dev-was1",), ()),
    ("어선 와스 재시작해줘", ["2번만", "아니 중지해줘"], "stop_service", ("vessel-prod-was2",), ()),
    ("재시작해줘", ["휴양림", "와스", "1"], "restart_service", ("lodge-prod-was1",), ()),
    ("산림청 와스 재시작해줘", ["2"], "restart_service", ("lodge-prod-was1", "lodge-prod-was2"), ()),
    ("어선 와스 재시작해줘", ["9번만"], "restart_service", (), ("nodes",)),
    ("휴양림 세션 종료해줘", ["812"], "kill_session", ("lodge-prod-db1",), ()),
    ("승인해줘", ["1024"], "approve", (), ()),
    ("어선 와스1 재시작해야 해요", ["네, 해줘"], "restart_service", ("vessel-prod-was1",), ()),
    ("어선 와스1 재시작해야 해요", ["와스2"], "restart_service", ("vessel-prod-was2",), ("confirmation",)),
    ("어선 와스 재시작해줘", ["취소"], "withdraw", (), ()),
    ("어선 와스 재시작해줘", ["재시작하지 마"], "withdraw", (), ()),
    ("restart vessel was1", ["never mind"], "withdraw", (), ()),
    ("어선 와스 재시작해줘", ["휴양림 인증서 확인해줘"], "tls_expiry", (), ()),
]


@pytest.mark.parametrize(("text", "said", "intent", "nodes", "missing"), ANSWERS)
def test_corrections_and_answers_change_only_what_they_name(
    text: str,
    said: list[str],
    intent: str,
    nodes: tuple[str, ...],
    missing: tuple[str, ...],
) -> None:
    current = parse_intent(text, FLEET)
    for answer in said:
        current = refine(current, answer, FLEET)
    assert (current.intent, current.nodes, current.missing) == (intent, nodes, missing)


def test_what_is_missing_is_offered_as_choices() -> None:
    found = parse_intent("산림청 와스 재시작해줘", FLEET)
    assert found.missing == ("system",)
    assert found.choices[0].options == ("산불감시시스템", "휴양림예약포털")


def test_two_systems_in_one_request_are_asked_back() -> None:
    found = parse_intent("휴양림하고 산불 와스 재시작해줘", FLEET)
    assert found.system is None
    assert set(found.choices[0].options) == {"산불감시시스템", "휴양림예약포털"}


def test_a_system_of_another_institution_is_not_taken() -> None:
    found = parse_intent("관세청 휴양림 와스 재시작해줘", FLEET)
    assert (found.institution, found.system, found.nodes) == ("관세청", None, ())
    assert "system" in found.missing


def test_a_slip_of_the_key_finds_the_name_with_less_confidence() -> None:
    found = parse_intent("전자통간 와스1 재시작해줘", FLEET)
    assert found.nodes == ("clearance-prod-was1",)
    assert found.confidence < parse_intent("전자통관 와스1 재시작해줘", FLEET).confidence


def test_relative_dates_get_a_calendar_date_when_today_is_known() -> None:
    found = parse_intent("어선 와스 최근 3일간 에러로그", FLEET, today=dt.date(2031, 5, 10))
    assert (found.params["since"], found.params["since_date"]) == ("3d", "2031-05-07")
