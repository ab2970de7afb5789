import asyncio
import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest

from bonghwa.demo.mailbox import Mailbox, read


def send(port: int, raw: bytes, *, recipients: tuple[str, ...] = ("oncall@shop.example",)) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=10) as client:
        client.sendmail("bonghwa@localhost", recipients, raw)


def notification(subject: str, text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bonghwa@localhost", "oncall@shop.example", subject
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return mail.as_bytes()


async def test_a_mail_sent_over_smtp_can_be_read(tmp_path: Path) -> None:
    async with Mailbox(tmp_path / "mail") as mailbox:
        assert mailbox.latest() is None
        waiting = asyncio.create_task(mailbox.wait())
        await asyncio.to_thread(
            send, mailbox.port, notification("[긴급] 장애: worker", "연결이 거부되었습니다")
        )
        mail = await waiting
        assert mail == mailbox.latest()
    assert mail.subject == "[긴급] 장애: worker"
    assert mail.text.strip() == "연결이 거부되었습니다"
    assert mail.sender == "bonghwa@localhost"
    assert mail.recipients == ("oncall@shop.example",)
    assert mail.path.suffix == ".eml"


async def test_only_the_newest_mails_are_kept_in_order(tmp_path: Path) -> None:
    async with Mailbox(tmp_path, limit=3) as mailbox:
        for number in range(5):
            await asyncio.to_thread(send, mailbox.port, notification(f"number {number}", "text"))
        assert [read(path).subject for path in mailbox.all()] == ["number 2", "number 3", "number 4"]


async def test_a_mail_beyond_the_size_limit_is_refused(tmp_path: Path) -> None:
    async with Mailbox(tmp_path) as mailbox:
        with pytest.raises(smtplib.SMTPException):
            await asyncio.to_thread(send, mailbox.port, notification("large", "x" * 5_000_000))
        assert mailbox.all() == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00 no header at all",
        b"Subject: =?utf-8?b?!!!!?=\r\nContent-Type: text/plain; charset=no-such-charset\r\n\r\nabc",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n====",
        b"Subject: \r\n\t\r\nContent-Type: ;;;=\r\n\r\n",
        b"To: <>,,;@\r\nX-Envelope-To: \xff\r\nFrom: \x00\r\n\r\n.",
    ],
)
async def test_broken_mails_are_kept_and_read_as_far_as_they_go(tmp_path: Path, raw: bytes) -> None:
    async with Mailbox(tmp_path) as mailbox:
        await asyncio.to_thread(send, mailbox.port, raw)
        mail = await mailbox.wait()
    assert mail.sender == "bonghwa@localhost"
    assert mail.path.read_bytes().startswith(b"X-Envelope-From: bonghwa@localhost\r\n")


async def test_a_closed_mailbox_has_no_port(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    with pytest.raises(RuntimeError, match="closed"):
        _ = mailbox.port
    async with mailbox:
        port = mailbox.port
    with pytest.raises(ConnectionRefusedError):
        await asyncio.to_thread(send, port, b"x")
