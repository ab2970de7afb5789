"""Logs hold secrets, and whatever attackers write. No secret is kept anywhere outside the log it stood in; nothing that
a line can say stops agent or server, and the next real fault is found and repaired."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.scenarios.audit import assert_audit_intact
from tests.scenarios.player import Player
from tests.scenarios.waiting import eventually

from bonghwa.demo.mailbox import read
from bonghwa.demo.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

_TAIL = "ScenarioFake" * 4
SECRETS = {
    "cloud key": "AKIA" + "SCENARIOFAKE2345",
    "password": "hush-garden-" + "4711",
    "database password": "hush-river-" + "4712",
    "session token": "ghp_" + _TAIL[:36],
    "bearer": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzY2VuYXJpbyJ9." + _TAIL[:43],
    "private key": "MIIEvQ" + _TAIL,
    "resident number": "900101-" + "1234568",
    "card": "4111 1111 " + "1111 1111",
}


def secret_lines() -> tuple[list[str], list[str]]:
    """JSON lines and plain lines in which applications betray what they know."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    messages = [
        f"upload refused for access key {SECRETS['cloud key']}",
        f"login failed: user=minji password={SECRETS['password']}",
        f"connect postgresql://shop:{SECRETS['database password']}@db.internal:5432/shop: timeout",
        f"customer {SECRETS['resident number']} paid with {SECRETS['card']}, and the bank refused",
    ]
    structured: list[dict[str, object]] = [{"message": message} for message in messages]
    structured.append({"message": "push refused", "github_token": SECRETS["session token"]})
    structured.append(
        {"message": "call refused", "headers": {"Authorization": f"Bearer {SECRETS['bearer']}"}}
    )
    shared = {"timestamp": at, "level": "ERROR", "logger": "shop", "service": "worker"}
    plain = [f"{at} ERROR shop {message}" for message in messages]
    plain += [
        f"{at} ERROR shop request failed, Authorization: Bearer {SECRETS['bearer']}",
        f"{at} ERROR shop cannot clone https://x-access-token:{SECRETS['session token']}@example.invalid/shop.git",
        f"{at} ERROR shop cannot read key",
        "-----BEGIN PRIVATE KEY-----",
        SECRETS["private key"],
        "-----END PRIVATE KEY-----",
        "Traceback (most recent call last):",
        '  File "shop.py", line 7, in pay',
        f"ValueError: token={SECRETS['session token']}",
    ]
    return [json.dumps(shared | fields) for fields in structured], plain


HOSTILE: tuple[bytes, ...] = (
    b"ERROR <script>alert('hung')</script><img src=x onerror=alert(1)>",
    b"ERROR \x1b[2J\x1b]0;owned\x07\x1b[31mred",
    "ERROR \u202egnp.exe\u202c \u200b\u200d\ufeff".encode(),
    b"ERROR " + b"\0" * 5000,
    b"ERROR \xff\xfe\xc3\x28\xed\xa0\x80 broken bytes",
    b"ERROR " + b"a" * 1_000_000,
    b"x" * 3_000_000 + b" ERROR at the end",
    b'{"level":"ERROR","message":' * 50_000,
    b'{"level":"ERROR","message":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    b'{"level":"ERROR","message":"\\ud800 lone","timestamp":"99999-13-45T99:99:99Z","n":1e99999}',
    b'{"level":"ERROR","message":' + b"9" * 100_000 + b',"timestamp":-9e999}',
    b'{"level":["ERROR"],"message":{"a":null},"timestamp":{}}',
    b'{"level":"ERROR",'
    + b",".join(b'"k%d":%d' % (n, n) for n in range(20_000))
    + b',"message":"many keys"}',
    b"ERROR {{ 7*7 }} ${jndi:ldap://127.0.0.1/x} %s%s%n {0.__class__} '; DROP TABLE incidents; --",
    b"ERROR \r\rcarriage\x0b\x0c\x1c\x1d\x1e\x85 separators \xe2\x80\xa8\xe2\x80\xa9",
    b"Traceback (most recent call last):\n"
    + b'  File "a.py", line 1, in f\n' * 20_000
    + b"RecursionError: deep",
    b"ERROR " + b"(a+)+$" * 2_000 + b"!",
)


async def test_secrets_stay_where_they_were_and_hostile_lines_stop_nothing(player: Player) -> None:
    stage = player.stage
    pids = (stage.server.pid, stage.agent.pid)
    structured, plain = secret_lines()
    append(stage.shop.shop_log, "\n".join(structured).encode() + b"\n")
    append(stage.shop.worker_output, "\n".join(plain).encode() + b"\n")
    await eventually(lambda: seen(player, "upload refused for access key"), "the incidents of the secrets")

    # The proposal and the report of a true fault tell what stood in the logs around it.
    await told_to_the_end(player)
    assert findings(stage) == []

    # Hostile lines, one after the other, each followed by an ordinary error that must be found.
    log = stage.shop.worker_output
    for number, line in enumerate(HOSTILE):
        append(log, line + b"\n")
        word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        append(log, f"{datetime.now(UTC).isoformat()} ERROR shop the {word}th lantern went out\n".encode())
    await eventually(lambda: seen(player, "lantern went out"), "an ordinary error after hostile ones")
    await eventually(lambda: all_judged(player), "the end of all analyses", every=0.3)
    for item in await player.incidents():
        if (await player.case(item["id"]))["report"]:
            page = await asyncio.to_thread(player.api.text, f"/api/v1/incidents/{item['id']}/report.html")
            assert "<script" not in page.lower()
            assert "<img" not in page.lower()
            assert not any(sign in page for sign in "\x00\x1b")
    await player.clear()
    await told_to_the_end(player)
    assert (stage.server.pid, stage.agent.pid) == pids
    assert findings(stage) == []
    await assert_audit_intact(stage)


async def told_to_the_end(player: Player) -> None:
    await eventually(lambda: all_judged(player), "the end of all analyses", every=0.3)
    case = await player.broken()
    await player.approve(case)
    run = await player.finished(case)
    assert (run["status"], run["verified"]) == ("succeeded", True), run
    await eventually(lambda: all_told(player), "the reports of all incidents that waited for this run")


async def all_told(player: Player) -> bool:
    cases = [await player.case(item["id"]) for item in await player.incidents()]
    helped = [case for case in cases if any(run["status"] == "succeeded" for run in case["runs"])]
    return bool(helped) and all(case["report"] for case in helped)


def append(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)


async def seen(player: Player, text: str) -> bool:
    return any(text in item["title"] for item in await player.incidents())


async def all_judged(player: Player) -> bool:
    return not any(item["status"] in {"new", "diagnosing"} for item in await player.incidents())


def findings(stage: Stage) -> list[tuple[str, str]]:
    """(secret, file) wherever one is readable outside the shop's own folder."""
    found = []
    for path, content in readable(stage):
        plain = content.decode("utf-8", "replace")
        for name, secret in SECRETS.items():
            if secret in plain or secret.replace(" ", "") in plain:
                found.append((name, path))
    return found


def readable(stage: Stage) -> Iterator[tuple[str, bytes]]:
    """Every file of the run, and the mails as their readers see them."""
    for path in stage.folder.rglob("*"):
        if path.is_file() and stage.shop.directory not in path.parents:
            yield str(path.relative_to(stage.folder)), path.read_bytes()
    for path in stage.mailbox.all():
        mail = read(path)
        yield path.name, f"{mail.subject}\n{mail.text}".encode()
