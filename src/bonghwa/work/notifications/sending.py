"""Sending: a durable workflow that tries again with growing pauses, through Apprise."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

import apprise

from bonghwa.kernel.logging import get_logger
from bonghwa.store.durable import Durable
from bonghwa.store.store import Store
from bonghwa.work.notifications.service import content_of, mark

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 5.0
SEND_SECONDS = 30.0

log = get_logger("notifications")
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it writes whole addresses, with their secrets


class Sending:
    """The durable workflow `notify`. `urls` are Apprise addresses; they may hold secrets and are never logged."""

    name = "notify"

    def __init__(self, store: Store, durable: Durable, urls: Sequence[str]) -> None:
        self._store = store
        self._durable = durable
        self._urls = tuple(urls)
        self._sender: apprise.Apprise | None = None

    @property
    def enabled(self) -> bool:
        """Whether there is anyone to notify."""
        return bool(self._urls)

    async def workflow(self, notification: str) -> None:
        """Send one notification, at most ATTEMPTS times."""
        for attempt in range(ATTEMPTS):
            final = attempt == ATTEMPTS - 1
            if await self._durable.step(f"send-{attempt}", partial(self._send, notification, final=final)):
                return
            if not final:
                await self._durable.sleep(FIRST_PAUSE_SECONDS * 2**attempt)

    async def _send(self, notification: str, *, final: bool) -> bool:
        async with self._store.read() as tx:
            content = await content_of(tx, notification)
        if content is None:
            return True
        sent = await self._deliver(*content)
        async with self._store.write() as tx:
            await mark(tx, notification, sent=sent, final=final)
        return sent

    async def _deliver(self, title: str, body: str) -> bool:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await asyncio.to_thread(self._notify, title, body)
        except Exception as error:  # noqa: BLE001  # whatever a service's plugin raises: it was not sent
            log.warning("notifications.failed", error=type(error).__name__)
            return False

    def _notify(self, title: str, body: str) -> bool:
        return bool(self.sender().notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT))

    def sender(self) -> apprise.Apprise:
        """Apprise with every address. The first call loads all its services, so it belongs in a thread."""
        if self._sender is None:
            sender = apprise.Apprise()
            for url in self._urls:
                if not sender.add(url):
                    scheme = url.partition("://")[0] if "://" in url else "none"
                    log.error("notifications.address_not_understood", scheme=scheme[:20])
            self._sender = sender
        return self._sender
