"""The error tree. One place (`doors`) maps it to problem+json, exit codes and chat replies.

BonghwaError
├── Invalid            what was given is malformed or out of bounds            422, exit 2
│   └── TooLarge       more than the documented limit                          413, exit 2
├── NotFound           it does not exist, or not for you                       404, exit 3
├── Conflict           the state has moved on (expired, decided, changed)      409, exit 4
├── Unauthenticated    we do not know who you are                              401, exit 5
├── Forbidden          we know you, and you may not                            403, exit 5
│   └── SignatureRefused   a signature, key or roster does not verify          403, exit 5
├── RateLimited        too often; says when to try again                       429, exit 6
├── Halted             the stop switch is on                                   503, exit 7
└── Unavailable        something we need does not answer                       503, exit 7
"""

from typing import ClassVar


class BonghwaError(Exception):
    """Base of every error a caller can act on.

    `message` says what happened and where; `next_step` what to do about it. Neither ever holds a secret.
    """

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class Invalid(BonghwaError):
    """What was given is malformed or out of bounds."""

    status, exit_code, code = 422, 2, "invalid"


class TooLarge(Invalid):
    """More than the documented limit was given."""

    status, exit_code, code = 413, 2, "too_large"


class NotFound(BonghwaError):
    """It does not exist, or not for this actor: the two are told apart by nobody."""

    status, exit_code, code = 404, 3, "not_found"


class Conflict(BonghwaError):
    """The state has moved on: already decided, expired, changed since it was shown."""

    status, exit_code, code = 409, 4, "conflict"


class Unauthenticated(BonghwaError):
    """No valid session, token or key."""

    status, exit_code, code = 401, 5, "unauthenticated"


class Forbidden(BonghwaError):
    """The actor is known and may not do this."""

    status, exit_code, code = 403, 5, "forbidden"


class SignatureRefused(Forbidden):
    """A signature, its key or the roster that should hold the key does not verify."""

    status, exit_code, code = 403, 5, "signature_refused"


class RateLimited(BonghwaError):
    """Too often; `retry_after` seconds say when to try again."""

    status, exit_code, code = 429, 6, "rate_limited"

    def __init__(self, message: str, *, retry_after: int, next_step: str = "") -> None:
        super().__init__(message, next_step=next_step or f"Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Halted(BonghwaError):
    """The stop switch is on: nothing acts until it is released."""

    status, exit_code, code = 503, 7, "halted"


class Unavailable(BonghwaError):
    """Something we depend on does not answer."""

    status, exit_code, code = 503, 7, "unavailable"
