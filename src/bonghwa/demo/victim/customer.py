import http.client
import json
import random
import sys
import threading

from bonghwa.demo.victim.products import PRODUCTS
from bonghwa.demo.victim.service import arguments, leave_terminal

PAUSE = 0.3
"""Seconds between two purchases."""


def buy(front_port: int, product: str, quantity: int) -> int:
    """Orders through the front and returns the HTTP status; 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", front_port, timeout=5)
    try:
        connection.request("POST", "/orders", json.dumps({"product": product, "quantity": quantity}).encode())
        response = connection.getresponse()
        response.read(1024 * 1024)
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    return response.status


def serve(front_port: int, ended: threading.Event) -> int:
    """Keeps buying until `ended`, whatever the shop answers."""
    while not ended.wait(PAUSE):
        buy(front_port, random.choice(PRODUCTS).code, random.randint(1, 3))  # noqa: S311 (taste, not secrecy)
    return 0


if __name__ == "__main__":
    sys.exit(serve(arguments().front_port, leave_terminal()))
