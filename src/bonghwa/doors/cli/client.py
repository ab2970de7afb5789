"""A client of the public API, for the command line and the demo."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec

from bonghwa.kernel.canonical_json import sha256_of
from bonghwa.kernel.errors import (
    BonghwaError,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    Unauthenticated,
    Unavailable,
)
from bonghwa.kernel.files import write_atomically
from bonghwa.kernel.keys import SigningKey, sign
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ApprovalStatement
from bonghwa.vocabulary.plan import Plan

DEFAULT_SERVER = "http://127.0.0.1:8470"
_ERRORS: dict[int, type[BonghwaError]] = {
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: Invalid,
    422: Invalid,
    503: Unavailable,
}


def login_file() -> Path:
    """Where `bonghwa login` keeps address and token."""
    return Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config"))) / "bonghwa" / "login.json"


def keep_login(server: str, token: str) -> Path:
    """Write address and token into a file that only its owner can read."""
    file = login_file()
    write_atomically(file, json.dumps({"server": server, "token": token}).encode(), mode=0o600)
    return file


def kept_login() -> tuple[str | None, str | None]:
    """(server, token) of the last `bonghwa login`; (None, None) when there is none."""
    try:
        kept = json.loads(login_file().read_bytes())
        return str(kept["server"]), str(kept["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, None


def hash_of_plan(proposal: dict[str, Any]) -> str | None:
    """The hash of the plan in a proposal, computed here; None when there is no plan that can be hashed."""
    try:
        return sha256_of(msgspec.convert(proposal["plan"], Plan))
    except (KeyError, ValueError, RecursionError):
        return None


class Api:
    """One signed-in caller. Problem documents come back as our own errors."""

    def __init__(self, server: str, *, token: str | None = None, language: str = "en") -> None:
        headers = {"Accept-Language": language}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            self._http = httpx.Client(base_url=server, headers=headers, timeout=30.0)
        except httpx.InvalidURL as error:
            raise Invalid(
                f"{server!r} is no address of a server.", next_step="Give one like http://127.0.0.1:8470."
            ) from error
        self._server = server

    @classmethod
    def from_environment(cls) -> "Api":
        """The caller that BONGHWA_SERVER and BONGHWA_TOKEN name, else who signed in with `bonghwa login`."""
        kept_server, kept_token = kept_login()
        server = os.environ.get("BONGHWA_SERVER", kept_server or DEFAULT_SERVER)
        token = os.environ.get("BONGHWA_TOKEN") or (kept_token if server == kept_server else None)
        if not token:
            raise Unauthenticated(
                f"You are not signed in at {server}.", next_step=f"Run `bonghwa login {server}`."
            )
        return cls(server, token=token)

    def sign_in(self, login: str, password: str) -> dict[str, Any]:
        """Open a session; later calls carry its cookie and CSRF token."""
        session: dict[str, Any] = self.call("POST", "/api/v1/session", {"login": login, "password": password})
        self._http.headers["X-CSRF-Token"] = session["csrf"]
        person: dict[str, Any] = session["person"]
        return person

    def get(self, path: str, **query: Any) -> Any:
        """GET as JSON."""
        return self._answer(self._send("GET", path, params=query)).json()

    def text(self, path: str) -> str:
        """GET as text."""
        return self._answer(self._send("GET", path)).text

    def call(self, method: str, path: str, body: Any) -> Any:
        """A change as JSON; None when there is no answer body."""
        response = self._answer(self._send(method, path, json=body))
        return response.json() if response.content else None

    def approve(self, proposal: dict[str, Any], person: str, key: SigningKey) -> Any:
        """Sign the plan hash of a proposal with an approver key, and approve.

        Raises Conflict, and signs nothing, when the hash is not that of the plan: a stolen server could show one plan
        and have another one signed.
        """
        if hash_of_plan(proposal) != proposal["plan_hash"]:
            raise Conflict(
                "The server names a hash that is not the one of the plan it shows; nothing was signed.",
                next_step="Tell whoever guards the server.",
            )
        statement = ApprovalStatement(
            plan_hash=proposal["plan_hash"], approver=person, key_id=key.id, signed_at=datetime.now(UTC)
        )
        body = {"plan_hash": proposal["plan_hash"], "signature": sign(key, APPROVAL_TYPE, statement)}
        return self.call("POST", f"/api/v1/proposals/{proposal['id']}/approvals", body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return self._http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise Unavailable(
                f"{self._server} does not answer ({type(error).__name__}).",
                next_step="Is the server running?",
            ) from error

    def _answer(self, response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        if response.is_redirect:
            raise Unavailable(f"{self._server} is not a server of Bonghwa.", next_step="Check its address.")
        try:
            problem = response.json()
        except ValueError:
            problem = {}
        if not isinstance(problem, dict):
            problem = {}
        message = str(problem.get("detail", f"The server answered {response.status_code}."))
        next_step = str(problem.get("next_step", ""))
        if response.status_code == 429:
            wait = response.headers.get("Retry-After", "")
            raise RateLimited(message, retry_after=int(wait) if wait.isdecimal() else 60)
        raise _ERRORS.get(response.status_code, BonghwaError)(message, next_step=next_step)
