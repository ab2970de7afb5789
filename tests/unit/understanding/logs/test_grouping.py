"""Lines of one kind come together whatever their values; lines of different kinds stay apart; the reasons can be read."""

import pytest

from bonghwa.understanding.logs import Grouper, explain

_SAME: dict[str, list[str]] = {
    "numbers and addresses": ["sent 12 bytes to 192.0.2.1:80", "sent 9999 bytes to [2001:db8::1]:443".replace("[", "").replace("]", "")],
    "identifiers": ["job 8f14e45f-ceea-467f-a9c1-1f0a2d3b4c5d done", "job 11111111-2222-3333-4444-555555555555 done"],
    "parts of identifiers": ["STARTED task_12_m_7", "STARTED task_13_r_9"],
    "several answers at once": ["door open=true, locked= false", "door open=false, locked= true"],
    "paths": ["reading file /etc/hosts now", "reading file /var/lib/shop/db.sqlite now", "reading file C:\\shop\\a.txt now"],
    "sizes with units": ["cache holds 5.2 KB of rows", "cache holds 3 GB of rows"],
    "durations": ["closed after <1 sec by peer", "closed after 00:17 by peer"],
    "lists": ["delete blocks blk_1 of pool", "delete blocks blk_1 blk_2 blk_-3 of pool"],
    "dates inside": ["seen at Sat Jun 18 02:23:10 2005 last", "seen at Mon Jul 4 12:00:00 2011 last"],
    "users": [f"session opened for user {name} by root" for name in ("anna", "ben", "chloe", "dora")],
    "quoted names": ['cannot open table "orders" yet', 'cannot open table "items_2" yet'],
    "missing host": ["connection from 192.0.2.1 (shop.example.org) at night", "connection from 192.0.2.7 () at night"],
    "queries": ["GET /cart?id=1&x=y served well", "GET /cart served well"],
    "settings": [f"Server setting:{key}={value}" for key, value in
                 (("java.home", "/usr"), ("java.vendor", "Some Body"), ("os.name", "Linux"), ("user.name", "x y z"))],
    "headers": ["2024-05-06 07:08:09,123 INFO [main] shop.Cart - ready now", "2025-01-01 00:00:00,000 INFO [main] shop.Cart - ready now"],
    "hosts in headers": ["May  6 07:08:09 web app[1]: disk is slow", "Jun 16 17:18:19 backup app[22]: disk is slow"],
}  # fmt: skip

_DIFFERENT: dict[str, list[str]] = {
    "states": ["worker moved from NEW to RUNNING", "worker moved from RUNNING to DONE"],
    "what starts a line": [
        "cupsd startup succeeded",
        "syslogd startup succeeded",
        "portmap startup succeeded",
    ],
    "outcomes": ["login accepted for anna", "login rejected for anna"],
    "two verbs": ["unable to open socket", "unable to close socket", "unable to bind socket"],
    "status classes": [
        '192.0.2.1 - - [06/May/2024:07:08:09 +0000] "GET /a HTTP/1.1" 200 1',
        '192.0.2.1 - - [06/May/2024:07:08:09 +0000] "GET /a HTTP/1.1" 500 1',
    ],
    "labels before dot leaders": [
        "interrupt caused by alpha.........0",
        "interrupt caused by beta.........1",
    ],
    "constants of a program": [
        "received action: app.action.SCREEN_ON",
        "received action: app.action.SCREEN_OFF",
    ],
    "error codes": ["request failed with DB5001", "request failed with DB5002"],
    "database codes": ["ORA-00060: raised in step 1", "ORA-01555: raised in step 1"],
    "programs at the start": ["crond started well", "sshd started well"],
}


def _groups(lines: list[str]) -> list[int]:
    grouper = Grouper()
    shapes = [grouper.add(line) for line in lines]
    grouping = grouper.grouping()
    return [grouping.group_of[shape] for shape in shapes]


@pytest.mark.parametrize("name", _SAME)
def test_values_do_not_separate(name: str) -> None:
    assert len(set(_groups(_SAME[name]))) == 1


@pytest.mark.parametrize("name", _DIFFERENT)
def test_kinds_stay_apart(name: str) -> None:
    assert len(set(_groups(_DIFFERENT[name]))) == len(_DIFFERENT[name])


def test_one_stream_of_everything_gives_the_same_groups() -> None:
    lines = [line for lines in (*_SAME.values(), *_DIFFERENT.values()) for line in lines]
    groups = _groups(lines)
    expected = [*range(len(_SAME)), *range(1000, 1000 + sum(map(len, _DIFFERENT.values())))]
    assert len(set(groups)) == len(expected)


def test_later_merges_are_told_and_keep_the_oldest_number() -> None:
    grouper = Grouper()
    first = grouper.add("session opened for user anna by root")
    grouper.add("unrelated line")
    second = grouper.add("session opened for user ben by root")
    before = grouper.grouping()
    assert before.group_of[second] == second
    grouper.add("session opened for user chloe by root")
    after = grouper.grouping()
    assert after.group_of[second] == first
    assert after.absorbed_since(before) == {second: first}
    (merge,) = after.merges
    assert merge.template == "session opened for user <*> by root"
    assert "anna" in merge.reason
    assert next(group for group in after.groups if group.id == first).count == 3
    assert "one word takes many values" in after.why(first, second) or "only values differ" in after.why(
        first, second
    )
    assert after.why(first, first) == "Both lines have the same shape."
    assert after.why(first, 1) == "They are in different groups."


def test_groups_do_not_depend_on_the_order_of_lines() -> None:
    lines = [line for lines in (*_SAME.values(), *_DIFFERENT.values()) for line in lines]
    forward, backward = _groups(lines), _groups(lines[::-1])[::-1]
    assert len(set(zip(forward, backward, strict=True))) == len(set(forward)) == len(set(backward))


def test_text_and_bytes_are_the_same_line() -> None:
    grouper = Grouper()
    assert (
        grouper.add("결제 12 실패")
        == grouper.add("결제 99 실패".encode())
        == grouper.add_many(["결제 7 실패".encode("cp949")])[0]
    )


def test_shapes_beyond_the_limit_share_one() -> None:
    grouper = Grouper(max_shapes=3)
    shapes = [grouper.add(f"{word} happened") for word in ("alpha", "beta", "gamma", "delta", "epsilon")]
    assert shapes == [0, 1, 2, 3, 3]


def test_people_can_read_why() -> None:
    assert "once header" in explain("took 3 ms", "took 99 ms")
    assert "'opened' against 'closed'" in explain("session opened 1", "session closed 2")
    assert "shapes differ" in explain("short", "a longer line")
