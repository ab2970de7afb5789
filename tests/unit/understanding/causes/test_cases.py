"""Every written case is told as it should be; a case is data in `cases/`."""

from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from bonghwa.understanding.causes import BY_KEY, INCONCLUSIVE, NO_FAULT, diagnose

CASES = Path(__file__).parent / "cases"


def written_cases() -> list[ParameterSet]:
    cases = []
    for file in sorted(CASES.glob("*.txt")):
        for number, block in enumerate(("\n" + file.read_text("utf-8")).split("\n== ")[1:], 1):
            head, _, log = block.partition("\n")
            cause, severity = head.split()
            cases.append(pytest.param(cause, severity, log.rstrip("\n"), id=f"{file.stem}-{number}-{cause}"))
    return cases


@pytest.mark.parametrize(("cause", "severity", "log"), written_cases())
def test_the_cause_and_severity_of_a_written_case_are_told(cause: str, severity: str, log: str) -> None:
    finding = diagnose(log)
    assert (finding.cause, finding.severity) == (cause, severity), finding.hypotheses


def test_every_cause_that_platforms_and_programs_report_has_a_case() -> None:
    told = {case.values[0] for case in written_cases()}
    ours_alone = {
        "memory_exhausted",
        "process_limit",
        "tls_handshake",
        "host_overload",
        "data_corruption",
        "service_stopped",
    }
    assert set(BY_KEY) - ours_alone <= told
    assert told <= set(BY_KEY) | {NO_FAULT, INCONCLUSIVE}


@pytest.mark.parametrize(("cause", "severity", "log"), written_cases())
def test_every_quote_stands_in_the_log_at_its_line(cause: str, severity: str, log: str) -> None:
    lines = log.splitlines()
    for hypothesis in diagnose(log).hypotheses:
        assert hypothesis.evidence
        for quote in hypothesis.evidence:
            assert quote.text in lines[quote.line - 1]
