"""agent.toml says exactly what was meant, and enrolment writes one that can be read."""

import stat
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.conftest import Installation

from bonghwa.agent.configuration import (
    AgentConfiguration,
    Allowed,
    Watch,
    check_configuration,
    read_configuration,
    write_configuration,
)
from bonghwa.agent.enrolment import enrol
from bonghwa.agent.pinned_keys import read_pinned_keys
from bonghwa.kernel.errors import Invalid, Unauthenticated, Unavailable
from bonghwa.kernel.keys import device_key, new_data_key, public_key_from_jwk
from bonghwa.vocabulary.action import Risk

GOOD = """
server = "wss://bonghwa.example/ws/agent"
agent = "agent-1"
name = "정부 서버"
directory = "state"
[allow]
actions = ["service.*", "host.resources"]
highest_risk = "disruptive"
[[host]]
code = "shop-1"
institution = "city"
system = "shop"
[[watch]]
glob = "/var/log/shop/*.log"
host = "shop-1"
service = "web"
"""


def test_the_file_is_read_and_its_directory_counts_from_it(tmp_path: Path) -> None:
    path = tmp_path / "agent.toml"
    path.write_text(GOOD, encoding="utf-8")
    configuration = read_configuration(path)
    assert configuration.state == tmp_path / "state"
    assert configuration.allow == Allowed(
        actions=("service.*", "host.resources"), highest_risk=Risk.DISRUPTIVE
    )
    assert configuration.watch[0].start == "end"
    write_configuration(path, configuration)
    assert read_configuration(path) == configuration
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


WRONG = {
    "nothing allowed says so": ("highest_risk", "highest_risky", "highest_risky"),
    "plain text over the network": ("wss://", "ws://", "without encryption"),
    "an address that is none": ("wss://bonghwa.example", "bonghwa", "not a ws"),
    "a watch for a host of others": ('host = "shop-1"', 'host = "bank-1"', "bank-1"),
    "a relative glob": ('glob = "/', 'glob = "', "glob"),
    "an unknown risk": ("disruptive", "harmless", "harmless"),
    "a missing agent": ('agent = "agent-1"', "", "agent"),
    "broken TOML": ("[allow]", "[allow", "TOML"),
    "a hostile action name": ("service.*", "service; rm", "actions"),
}


@pytest.mark.parametrize("story", WRONG)
def test_what_is_wrong_is_named(story: str, tmp_path: Path) -> None:
    old, new, words = WRONG[story]
    assert old in GOOD
    path = tmp_path / "agent.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Invalid, match=words):
        read_configuration(path)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="bonghwa agent enroll"):
        read_configuration(tmp_path / "agent.toml")


@given(name=st.text(min_size=1, max_size=200).filter(lambda t: not any(0xD800 <= ord(c) < 0xE000 for c in t)))
def test_any_name_survives_the_file(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("toml") / "agent.toml"
    written = AgentConfiguration(server="wss://x/ws/agent", agent="a", name=name, directory=str(path.parent))
    write_configuration(path, written)
    assert read_configuration(path) == written


def test_two_hosts_of_one_code_are_refused(installation: Installation) -> None:
    twice = installation.configuration(host=installation.configuration().host * 2)
    with pytest.raises(Invalid, match="twice"):
        check_configuration(twice)


def answering(status: int, body: Any) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, json=body)))


def test_enrolment_pins_the_keys_and_writes_the_file(tmp_path: Path) -> None:
    order, root, data = device_key(), device_key(), new_data_key()
    asked: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(msgspec.json.decode(request.content))
        assert str(request.url) == "http://127.0.0.1:8000/api/v1/agents/enrolments"
        body = {
            "agent": "agent-9",
            "websocket": "ws://127.0.0.1:8000/ws/agent",
            "order_key": order.jwk(),
            "root_key": root.jwk(),
            "data_key": data.public_jwk(),
            "hosts": [{"code": "shop-1", "institution": "city", "system": "shop"}],
        }
        return httpx.Response(201, json=body)

    written = enrol(
        "http://127.0.0.1:8000/",
        "token",
        "shop agent",
        tmp_path / "agent",
        allow=Allowed(actions=("*",)),
        watches=(Watch(glob="/x.log", host="shop-1", service="web"),),
        client=httpx.Client(transport=httpx.MockTransport(answer)),
    )
    assert read_configuration(tmp_path / "agent" / "agent.toml") == written
    keys = read_pinned_keys(written.state)
    assert (keys.order.id, keys.root.id, keys.data.id) == (order.id, root.id, data.id)
    assert public_key_from_jwk(asked[0]["public_key"]).id == keys.device.id
    assert stat.S_IMODE((written.state / "device.jwk").stat().st_mode) == 0o600
    with pytest.raises(Invalid, match="enrolled already"):
        enrol("http://127.0.0.1:8000", "token", "again", tmp_path / "agent")


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {}, Unauthenticated),
        (500, {}, Unavailable),
        (200, {}, Invalid),
        (200, {"agent": "a", "websocket": "ws://127.0.0.1/", "order_key": {}, "root_key": {}, "data_key": {}}, Invalid),
    ],
)  # fmt: skip
def test_an_enrolment_that_fails_leaves_no_file(
    status: int, body: Any, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error):
        enrol("http://127.0.0.1:8000", "token", "x", tmp_path / "agent", client=answering(status, body))
    assert not (tmp_path / "agent" / "agent.toml").exists()
