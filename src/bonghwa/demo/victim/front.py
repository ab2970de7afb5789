import http.client
import itertools
import os
import sys
import threading
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from bonghwa.demo.victim.service import Handler, LoopbackServer, arguments, leave_terminal

FORWARDED = frozenset({"/", "/health", "/products", "/orders"})
PATIENCE = 2.0
"""Seconds the front waits for the worker."""
LARGEST_ANSWER = 1024 * 1024
LARGEST_LOG = 8 * 1024 * 1024
"""Bytes after which `front.log` becomes `front.log.1`."""


class FrontServer(LoopbackServer):
    """The proxy that customers talk to; its error log reads like nginx's."""

    def __init__(self, port: int, worker_port: int, log: Path) -> None:
        super().__init__(port, FrontHandler)
        self.worker_port = worker_port
        self._log = log
        self._numbers = itertools.count(1)

    def note(self, level: str, message: str) -> None:
        """Appends one line to the error log; a full disk must not stop the proxy."""
        now = datetime.now(UTC).astimezone()
        line = f"{now:%Y/%m/%d %H:%M:%S} [{level}] {os.getpid()}#{threading.get_native_id()}: {message}\n"
        try:
            with self._log.open("ab", buffering=0) as file:
                file.write(line.encode("utf-8", "backslashreplace"))
                full = file.tell() > LARGEST_LOG
            if full:
                self._log.replace(self._log.with_name(self._log.name + ".1"))
        except OSError as error:
            sys.stderr.write(f"{self._log}: {error}\n")

    def next_number(self) -> int:
        """The number of the next connection that is worth a line."""
        return next(self._numbers)


class FrontHandler(Handler):
    """Hands requests to the worker and answers 502 or 504 when it does not."""

    server: FrontServer

    def do_GET(self) -> None:  # noqa: N802 (http.server's name)
        if urlsplit(self.path).path == "/status":
            self.answer_json(200, {"service": "front", "pid": os.getpid()})
        else:
            self._forward("GET", None)

    def do_POST(self) -> None:  # noqa: N802 (http.server's name)
        body = self.body()
        if body is None:
            self._refuse(413)
        else:
            self._forward("POST", body)

    def _forward(self, method: str, body: bytes | None) -> None:
        path = urlsplit(self.path).path
        if path not in FORWARDED:
            self._refuse(404)
            return
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.worker_port, timeout=PATIENCE)
        try:
            try:
                upstream.connect()
            except OSError as error:
                self._complain(
                    f"connect() failed ({error.errno}: {error.strerror}) while connecting to upstream", path
                )
                self._refuse(502)
                return
            try:
                upstream.request(method, path, body, {"Connection": "close"})
                response = upstream.getresponse()
                content = response.read(LARGEST_ANSWER)
            except TimeoutError:
                self._complain(
                    "upstream timed out (110: Connection timed out) while reading response header from upstream",
                    path,
                )
                self._refuse(504)
                return
            except (OSError, http.client.HTTPException):
                self._complain(
                    "upstream prematurely closed connection while reading response header from upstream", path
                )
                self._refuse(502)
                return
        finally:
            upstream.close()
        self.answer(
            response.status, content, response.headers.get("Content-Type", "application/octet-stream")
        )

    def _complain(self, what: str, path: str) -> None:
        request = "".join(
            sign if sign.isprintable() and sign != '"' else f"\\x{ord(sign):02X}"
            for sign in self.requestline[:500]
        )
        port = self.server.server_port
        self.server.note(
            "error",
            f"*{self.server.next_number()} {what}, client: 127.0.0.1, server: shop, "
            f'request: "{request}", upstream: "http://127.0.0.1:{self.server.worker_port}{path}", host: "127.0.0.1:{port}"',
        )

    def _refuse(self, status: int) -> None:
        title = f"{status} {HTTPStatus(status).phrase}"
        page = f"<!doctype html><title>{title}</title><h1>{title}</h1>\n"
        self.answer(status, page.encode(), "text/html; charset=utf-8")


def serve(home: Path, port: int, worker_port: int, ended: threading.Event) -> int:
    """Runs the front of the shop in `home` until `ended`; returns the exit status."""
    log = home / "services" / "front" / "logs" / "front.log"
    try:
        server = FrontServer(port, worker_port, log)
    except OSError as error:
        sys.stderr.write(f"bind() to 127.0.0.1:{port} failed: {error}\n")
        return 1
    server.note("notice", "front started")
    server.serve_until(ended)
    server.note("notice", "front stopped")
    return 0


if __name__ == "__main__":
    given = arguments()
    sys.exit(serve(given.home, given.front_port, given.worker_port, leave_terminal()))
