"""Enrolment: a one-time token is exchanged for an identity and for the keys to trust from then on."""

import ssl
from collections.abc import Sequence
from pathlib import Path

import httpx
from msgspec import Struct

from bonghwa.agent.configuration import (
    AgentConfiguration,
    Allowed,
    Host,
    Limits,
    Watch,
    check_configuration,
    write_configuration,
)
from bonghwa.agent.pinned_keys import pin_keys
from bonghwa.kernel.errors import Invalid, Unauthenticated, Unavailable
from bonghwa.kernel.keys import device_key
from bonghwa.vocabulary.values import decode_as

ENROLMENT_PATH = "/api/v1/agents/enrolments"
CONFIGURATION_FILE = "agent.toml"
_MAX_ANSWER = 256 * 1024


class Enrolled(Struct, frozen=True):
    """The server's answer: who this agent is, where to dial, whom to trust, which hosts are its own."""

    agent: str
    websocket: str
    order_key: dict[str, str]
    root_key: dict[str, str]
    data_key: dict[str, str]
    hosts: tuple[Host, ...] = ()


def enrol(
    server: str,
    token: str,
    name: str,
    directory: Path,
    *,
    allow: Allowed | None = None,
    watches: Sequence[Watch] = (),
    limits: Limits | None = None,
    allow_plain_text: bool = False,
    ca_file: str | None = None,
    client: httpx.Client | None = None,
) -> AgentConfiguration:
    """Enrol with `server` (its http address) and write keys and `agent.toml` into `directory`.

    The device key is made here and never leaves. Raises Unauthenticated for a refused token, Unavailable when the
    server does not answer, Invalid for an answer, address or watch that makes no sense, or if already enrolled.
    """
    directory = directory.resolve()
    path = directory / CONFIGURATION_FILE
    if path.exists():
        raise Invalid(
            f"{path} exists: this agent is enrolled already.",
            next_step="Choose another directory, or move the old one away.",
        )
    key = device_key()
    answer = _post(
        server.rstrip("/") + ENROLMENT_PATH,
        {"token": token, "name": name, "public_key": key.jwk()},
        client=client,
        ca_file=ca_file,
    )
    configuration = check_configuration(
        AgentConfiguration(
            server=answer.websocket,
            agent=answer.agent,
            name=name,
            directory=str(directory),
            allow=allow or Allowed(),
            limits=limits or Limits(),
            host=answer.hosts,
            watch=tuple(watches),
            allow_plain_text=allow_plain_text,
            ca_file=ca_file,
        )
    )
    pin_keys(directory, device=key, order=answer.order_key, root=answer.root_key, data=answer.data_key)
    write_configuration(path, configuration)
    return configuration


def _post(url: str, body: dict[str, object], *, client: httpx.Client | None, ca_file: str | None) -> Enrolled:
    own = client or httpx.Client(timeout=20, verify=ssl.create_default_context(cafile=ca_file))
    try:
        response = own.post(url, json=body)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise Unavailable(
            f"The server at {url} does not answer ({type(error).__name__}).",
            next_step="Check the address and the network.",
        ) from error
    finally:
        if client is None:
            own.close()
    if response.status_code in {401, 403, 404, 409}:
        raise Unauthenticated(
            f"The server refused the enrolment ({response.status_code}).",
            next_step="Ask for a new token: each works once and for a short time.",
        )
    if response.status_code not in {200, 201}:
        raise Unavailable(f"The server answered {response.status_code} to the enrolment.")
    if len(response.content) > _MAX_ANSWER:
        raise Invalid("The server's answer to the enrolment is too large.")
    return decode_as(response.content, Enrolled, what="the server's answer to the enrolment")
