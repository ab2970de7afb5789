"""Requests of our own, as data (`*.tsv`), against our own fictional inventory."""

import csv
import json
from pathlib import Path

import pytest

from bonghwa.understanding.language import DANGEROUS, INTENTS, Fleet, parse_intent

HERE = Path(__file__).parent
INVENTORY = json.loads((HERE / "inventory.json").read_text(encoding="utf-8"))
FLEET = Fleet.from_cmdb(INVENTORY)
SYSTEMS = {row["code"]: row for row in INVENTORY["systems"]}
INSTITUTIONS = {row["code"]: row["name"] for row in INVENTORY["institutions"]}


def rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8") as handle:
        lines = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [line for line in lines if line and not line[0].startswith("#")]


@pytest.mark.parametrize(
    "row", rows("requests.tsv") + rows("colloquial.tsv") + rows("plain.tsv"), ids=lambda row: row[0]
)
def test_a_request_is_understood_as_it_was_meant(row: list[str]) -> None:
    text, intent, place, env, layer, numbers, missing = (row + [""] * 7)[:7]
    system = SYSTEMS.get(place, {})
    institution = INSTITUTIONS[place[1:]] if place.startswith("@") else system.get("institution")
    wanted = {int(number) for number in numbers.split(",") if number.isdigit()}
    nodes = [
        node["id"]
        for node in INVENTORY["nodes"]
        if (node["system"], node["env"], node["layer"]) == (system.get("name"), env, layer)
        and node["number"] in wanted
    ]
    found = parse_intent(text, FLEET)
    assert found.intent == intent
    assert (found.institution, found.system, found.layer) == (institution, system.get("name"), layer or None)
    assert set(found.missing) == set(filter(None, missing.split(",")))
    if env:
        assert found.env == env
    if intent not in ("unclear", "diagnose"):
        assert list(found.nodes) == nodes


@pytest.mark.parametrize("row", rows("traps.tsv") + rows("traps_night.tsv"), ids=lambda row: row[0])
def test_talk_about_a_change_never_becomes_the_change(row: list[str]) -> None:
    found = parse_intent(row[0], FLEET)
    assert found.intent in INTENTS - DANGEROUS


def test_every_changing_intent_and_nearly_every_look_has_cases() -> None:
    seen = {row[1] for row in rows("requests.tsv")}
    assert INTENTS - seen - {"withdraw"} == set()


PARAMETERS = [
    (
        "어선 와스 최근 2시간 에러로그 30줄 엑셀로",
        {"since": "2h", "level": "error", "lines": 30, "format": "xlsx"},
    ),
    ("통관 와스1 어제 새벽 로그", {"since": "yesterday 00:00"}),
    ("error logs from wildfire since 3am", {"since": "03:00", "level": "error"}),
    ("휴양림 로그에서 'Pool exhausted' 찾아줘", {"pattern": "Pool exhausted"}),
    ("어선 디비 세션 812번 끊어줘", {"pid": "812"}),
    ("어선 와스 순차 재기동", {"rolling": True}),
    ("통관 웹 nginx 리로드", {"service": "nginx", "mode": "reload"}),
    ("산불 와스 30일 지난 로그 압축해줘", {"older_than": "30d", "target": "log", "mode": "compress"}),
    ("어선 디비에 매일 새벽 2시 백업 배치 등록해줘", {"time": "02:00", "day": "daily", "job": "db_backup"}),
    (
        "create a cron on vessel db to back up every monday at 11pm",
        {"time": "23:00", "day": "mon", "job": "db_backup"},
    ),
    ("관세청 운영 배포는 보안팀장 승인 받도록 규칙 바꿔줘", {"action": "deploy", "approver": "보안팀장"}),
    ("require two approvals for KCS deploys", {"action": "deploy", "rule": "two_person"}),
    ("휴양림 503 에러로 티켓 등록해줘", {"title": "휴양림 503 에러", "type": "incident"}),
    ("reject REQ-12, no test report", {"request_id": "REQ-12", "reason": "no test report"}),
    ("통관 와스에 sr 31번 배포", {"sr": "SR-31"}),
    ("certificates of KCS that expire within 30 days", {"within": "30d"}),
    ("어선 와스1 힙이랑 씨피유", {"metrics": ["cpu", "heap"]}),
    ("show my open SRs", {"assignee": "me", "status": "open"}),
]


@pytest.mark.parametrize(("text", "expected"), PARAMETERS)
def test_parameters_are_read_as_said(text: str, expected: dict[str, object]) -> None:
    assert parse_intent(text, FLEET).params == expected
