import asyncio
import itertools
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 4 * 1024 * 1024
"""Bytes of one mail that are accepted."""


@dataclass(frozen=True)
class Mail:
    """One received mail; `text` is its plain-text part, or its HTML when there is no other."""

    path: Path
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str


class Mailbox:
    """A mail server on a loopback port that delivers nothing: it keeps the newest mails as `.eml` files.

    Use as an asynchronous context manager; it listens inside.

    Args:
        directory: where the mails are kept, made when missing.
        port: port on 127.0.0.1; 0 takes a free one, see `port`.
        limit: how many mails are kept; older ones are removed.
    """

    def __init__(self, directory: Path, *, port: int = 0, limit: int = 200) -> None:
        self._directory = directory
        self._wanted_port = port
        self._limit = limit
        self._numbers = itertools.count()
        self._server: asyncio.Server | None = None
        self._arrived = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._directory.mkdir(parents=True, exist_ok=True)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(
                self, loop=loop, hostname="localhost", data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True
            ),
            host="127.0.0.1",
            port=self._wanted_port,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    @property
    def port(self) -> int:
        """The port we listen on."""
        if self._server is None:
            raise RuntimeError("the mailbox is closed; enter it first")
        return int(self._server.sockets[0].getsockname()[1])

    def all(self) -> tuple[Path, ...]:
        """The kept mails, oldest first."""
        return tuple(sorted(self._directory.glob("*.eml")))

    def latest(self) -> Mail | None:
        """The newest mail, or None."""
        kept = self.all()
        return read(kept[-1]) if kept else None

    async def wait(self, number: int = 1) -> Mail:
        """The newest mail as soon as at least `number` are kept; waits as long as its caller lets it."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: len(self.all()) >= number)
        newest = self.latest()
        if newest is None:
            raise RuntimeError("the mail was removed while it was read")
        return newest

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """Keeps one mail (called by the mail server)."""
        content = envelope.content or b""
        raw = content.encode(errors="surrogateescape") if isinstance(content, str) else content
        head = f"X-Envelope-From: {_line(envelope.mail_from or '')}\r\n" + "".join(
            f"X-Envelope-To: {_line(recipient)}\r\n" for recipient in envelope.rcpt_tos[:100]
        )
        name = f"{time.time_ns():020d}-{next(self._numbers):06d}"
        await asyncio.to_thread(self._keep, name, head.encode() + raw)
        async with self._arrived:
            self._arrived.notify_all()
        return "250 Message accepted for delivery"

    def _keep(self, name: str, raw: bytes) -> None:
        unfinished = self._directory / f"{name}.part"
        unfinished.write_bytes(raw)
        unfinished.rename(self._directory / f"{name}.eml")
        for old in self.all()[: -self._limit]:
            old.unlink(missing_ok=True)


def read(path: Path) -> Mail:
    """Reads a kept mail; a broken one gives what can be read of it, never an error."""
    message = message_from_bytes(path.read_bytes(), policy=modern)
    return Mail(
        path=path,
        sender=_header(message, "X-Envelope-From"),
        recipients=tuple(str(one) for one in message.get_all("X-Envelope-To", [])),
        subject=_header(message, "Subject"),
        text=_text(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, IndexError):  # header parsers give up in these ways on broken bytes
        return ""


def _text(message: EmailMessage) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part is not None else ""
    except (ValueError, LookupError, AttributeError, TypeError):  # unknown charsets, malformed parts
        return ""
    return content if isinstance(content, str) else ""


def _line(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:320]
