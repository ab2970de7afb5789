"""The server's time as this agent knows it: a signed statement, carried on by a clock that nobody can set."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bonghwa.kernel.clock import Clock, SystemClock
from bonghwa.kernel.errors import SignatureRefused
from bonghwa.kernel.keys import PublicKey, verify
from bonghwa.vocabulary.wire import TIME_TYPE, TimeStatement

MOST_BEHIND = timedelta(days=1)
"""How far the server's time may lie behind this machine's clock; what goes beyond is not believed."""


class ServerClock:
    """A Clock. Until the first statement it is the machine's; afterwards a jump of the machine's clock changes nothing."""

    def __init__(self, base: Clock | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._base = base or SystemClock()
        self._monotonic = monotonic
        self._known: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The server's time, in UTC."""
        if self._known is None:
            return self._base.now()
        at, since = self._known
        return at + timedelta(seconds=self._monotonic() - since)

    def certain(self) -> datetime:
        """The earlier of the server's time and this machine's: what may be forgotten is old by both."""
        return min(self.now(), self._base.now())

    def learn(self, token: str, *, key: PublicKey, agent: str, nonce: str, asked: float) -> None:
        """Take the time from a signed statement over our own `nonce`, asked for at monotonic time `asked`.

        The statement was made between asking and now; the middle is taken. A time more than MOST_BEHIND before this
        machine's clock is taken as that: with a stolen order key nobody turns the time back to when old approvals,
        never used, had not expired. Raises SignatureRefused.
        """
        statement = verify(key, TIME_TYPE, token, TimeStatement)
        if statement.nonce != nonce or statement.agent != agent or statement.at.tzinfo is None:
            raise SignatureRefused("The server's time statement answers another question.")
        at = max(statement.at.astimezone(UTC), self._base.now() - MOST_BEHIND)
        self._known = (at, (asked + self._monotonic()) / 2)
