import argparse
import contextlib
import json
import os
import signal
import socketserver
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

LARGEST_BODY = 64 * 1024
"""Bytes of a request body that are accepted."""


@dataclass(frozen=True)
class Arguments:
    """What every service is started with."""

    home: Path
    front_port: int
    worker_port: int


def arguments(words: Sequence[str] | None = None) -> Arguments:
    """Reads the command line of a service."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--front-port", type=int, required=True)
    parser.add_argument("--worker-port", type=int, required=True)
    given = parser.parse_args(words)
    return Arguments(given.home, given.front_port, given.worker_port)


def leave_terminal() -> threading.Event:
    """Makes this process a session of its own and returns an event that is set when it is asked to end."""
    with contextlib.suppress(PermissionError):  # already the leader of a group
        os.setsid()
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    return ended


class LoopbackServer(ThreadingHTTPServer):
    """A small HTTP server on 127.0.0.1."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), handler)

    def server_bind(self) -> None:
        """Binds without asking the name service who 127.0.0.1 is, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Stays silent about clients that went away; anything else shows its traceback on standard error."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed wants a socket

    def serve_until(self, ended: threading.Event) -> None:
        """Answers requests until `ended` is set."""
        serving = threading.Thread(target=self.serve_forever, args=(0.05,))
        serving.start()
        ended.wait()
        self.shutdown()
        serving.join()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request, one answer, then the connection is closed."""

    protocol_version = "HTTP/1.1"
    server_version = "shop"
    sys_version = ""
    timeout = 10

    def answer(self, status: int, body: bytes, content_type: str = "application/json; charset=utf-8") -> None:
        """Sends the whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, status: int, value: object) -> None:
        """Sends `value` as JSON."""
        self.answer(status, json.dumps(value, ensure_ascii=False).encode() + b"\n")

    def body(self) -> bytes | None:
        """The request body, or None when its length is missing, no number or too large."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 9 or int(length) > LARGEST_BODY:
            return None
        return self.rfile.read(int(length))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (name of the base class)
        """The services keep logs of their own."""
