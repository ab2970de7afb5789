"""How marks become a verdict, told on small excerpts."""

import pytest

from bonghwa.understanding.causes import INCONCLUSIVE, NO_FAULT, as_json, diagnose, diagnose_evidence, ranked


def test_a_symptom_stays_in_sight_and_names_its_cause() -> None:
    finding = diagnose(
        "db: PANIC: could not write to file: No space left on device\n"
        "shop: connection to server failed: Connection refused"
    )
    assert ranked(finding)[:2] == ("disk_full", "connection_refused")
    assert finding.hypotheses[1].symptom_of == "disk_full"


def test_loud_debug_lines_are_not_blamed() -> None:
    noise = "2025-03-01 10:00:00 DEBUG client: Connection reset by peer, retrying\n" * 50
    finding = diagnose(
        noise + '2025-03-01 10:00:01 ERROR auth: password authentication failed for user "shop"'
    )
    assert finding.cause == "auth_failed"


def test_the_last_caused_by_counts() -> None:
    finding = diagnose(
        "java.lang.RuntimeException: Read timed out while loading\n\tat a.B.c(B.java:1)\n"
        "Caused by: java.io.FileNotFoundException: /etc/shop/key.pem (No such file or directory)\n\tat a.B.d(B.java:9)"
    )
    assert finding.cause == "missing_file"


def test_names_in_stack_frames_are_not_what_happened() -> None:
    finding = diagnose(
        "java.lang.IllegalStateException: rule 7 met order 88\n"
        "\tat shop.net.SocketTimeoutException.check(SocketTimeoutException.java:12)\n"
        "\tat shop.PermissionDenied.of(PermissionDenied.java:7)"
    )
    assert finding.cause == INCONCLUSIVE or finding.confidence < 0.4


def test_a_trace_in_one_line_is_read_like_one_in_many() -> None:
    finding = diagnose(
        "ERROR load failed: Read timed out\\n\\tat a.B.c\\nCaused by: java.net.UnknownHostException: db.internal\\n\\tat a.B.d"
    )
    assert finding.cause == "dns_failure"
    assert {quote.line for quote in finding.evidence} == {1}


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "\x00"])
def test_nothing_shows_no_fault(text: str) -> None:
    assert diagnose(text).cause == NO_FAULT


def test_an_error_of_no_known_kind_is_said_to_be_inconclusive() -> None:
    finding = diagnose("2025-03-01 10:00:00 ERROR rule 7 rejected order 88: price moved")
    assert finding.cause == INCONCLUSIVE
    assert finding.confidence == 0
    assert finding.evidence[0].line == 1
    assert finding.next


def test_one_refused_login_is_no_attack_and_many_are() -> None:
    line = "Mar  1 10:00:0{} gw sshd[{}]: Failed password for root from 203.0.113.5 port 500{} ssh2"
    assert diagnose(line.format(1, 1, 1)).cause == "auth_failed"
    many = "\n".join(line.format(number, number, number) for number in range(1, 8))
    assert diagnose(many).cause == "brute_force_login"


def test_pieces_of_evidence_are_cited_by_their_ids() -> None:
    finding = diagnose_evidence(
        [
            ("e1", "log", "front: 502 Bad Gateway\nfront: connect() failed (111: Connection refused)"),
            ("e2", "look", "disk_used_percent=41\nmemory_used_percent=60"),
            (
                "e3",
                "log",
                "kernel: Out of memory: Killed process 88 (worker) total-vm:1000kB, anon-rss:900kB",
            ),
        ]
    )
    assert finding.cause == "oom_killed"
    assert finding.hypotheses[0].pieces == ("e3",)
    assert finding.evidence[0].line == 1
    refused = next(one for one in finding.hypotheses if one.cause == "connection_refused")
    assert refused.pieces == ("e1",)
    assert {quote.line for quote in refused.evidence} <= {1, 2}


def test_figures_of_a_look_count_as_evidence() -> None:
    finding = diagnose_evidence([("e1", "look", "path=/var\ndisk_used_percent=100\ninodes_used_percent=12")])
    assert finding.cause == "disk_full"
    assert (
        diagnose_evidence([("e1", "look", "inodes_used_percent=100\ndisk_used_percent=30")]).cause
        == "inode_exhausted"
    )


def test_a_past_incident_is_no_proof_of_this_one() -> None:
    past = ("e2", "incident", "incident 12: No space left on device; solved by archiving logs")
    finding = diagnose_evidence([("e1", "log", "connect() failed (111: Connection refused)"), past])
    assert finding.cause == "connection_refused"


def test_the_judgement_and_state_of_looks_are_read() -> None:
    disk = "judgement=Over the threshold: /var 99.2 % full (limit 90 %)."
    assert diagnose_evidence([("e1", "look", disk)]).cause == "disk_full"
    stopped = 'judgement=shop does not run\nactivity=inactive\nobstacles=["/proc/1/fd: Permission denied"]'
    finding = diagnose_evidence([("e1", "look", stopped)])
    assert finding.cause == "service_stopped"
    assert "permission_denied" not in ranked(finding)


def test_context_is_cited_apart_from_the_log() -> None:
    finding = diagnose("connect: Connection refused", context=["systemd: app.service: status=203/EXEC"])
    assert finding.cause == "exec_failed"
    assert finding.hypotheses[0].pieces == ("context-1",)


def test_the_json_holds_what_scripts_need() -> None:
    value = as_json(diagnose("Error: listen EADDRINUSE: address already in use :::80"))
    assert {"cause", "confidence", "severity", "hypotheses", "evidence", "next"} <= set(value)
    assert value["cause"] == "port_in_use"


@pytest.mark.parametrize(
    "text",
    [
        "INFO retry policy: connect timeout=5s, read timeout=30s",
        "INFO certificate expires in 300 days",
        "GET /docs/permission-denied.html HTTP/1.1 200",
        "size 23505 blocks, 40001 rows, 57014 bytes",
        "INFO request req-edac629f finished",
        "health check ok (200)",
    ],
)
def test_words_alone_raise_no_confident_alarm(text: str) -> None:
    finding = diagnose(text)
    assert finding.cause in {NO_FAULT, INCONCLUSIVE} or finding.confidence < 0.55
