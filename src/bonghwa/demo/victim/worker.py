import contextlib
import html
import json
import os
import sqlite3
import sys
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from bonghwa.demo.victim.configuration import Configuration, ConfigurationError, load
from bonghwa.demo.victim.orders import Order, OrderBook
from bonghwa.demo.victim.products import PRODUCTS
from bonghwa.demo.victim.quota import Quota
from bonghwa.demo.victim.service import Handler, LoopbackServer, arguments, leave_terminal
from bonghwa.demo.victim.shoplog import ShopLog

EX_CONFIG = 78
"""Exit status of sysexits.h for a configuration error."""

LARGEST_OUTPUT = 8 * 1024 * 1024
"""Bytes after which the start script's output file (opened for appending) begins anew."""


def emergency(logger: str, message: str) -> None:
    """One plain line on standard error, for when the shop's own log cannot be written."""
    with contextlib.suppress(OSError):  # a pipe or terminal has no size to keep small
        if os.fstat(2).st_size > LARGEST_OUTPUT:
            os.ftruncate(2, 0)
    now = datetime.now(UTC).astimezone()
    sys.stderr.write(f"{now:%Y-%m-%d %H:%M:%S},{now.microsecond // 1000:03d} ERROR [{logger}] {message}\n")
    sys.stderr.flush()


class Application:
    """Takes orders."""

    def __init__(self, configuration: Configuration, log: ShopLog, orders: OrderBook) -> None:
        self.configuration = configuration
        self._log = log
        self._orders = orders

    def health(self) -> dict[str, object]:
        """Shows that the database answers, and who we are."""
        return {"status": "ok", "service": "worker", "pid": os.getpid(), "orders": self._orders.count()}

    def order(self, body: bytes) -> tuple[int, dict[str, object]]:
        """The status and the answer to an order.

        201 accepted, 400 not understood, 503 database unavailable, 507 no room for its record.
        """
        try:
            wanted = json.loads(body)
            product = next(product for product in PRODUCTS if product.code == wanted["product"])
            quantity = wanted["quantity"]
        except (ValueError, TypeError, KeyError, StopIteration, RecursionError):
            return 400, {"error": "an order names a product and a quantity"}
        limit = self.configuration.largest_quantity
        if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= limit:
            return 400, {"error": f"quantity must be a whole number from 1 to {limit}"}
        amount = round(product.price * quantity * (1 + self.configuration.tax_rate))
        order = Order(uuid.uuid4().hex, product.code, quantity, amount)
        try:
            self._orders.place(order, self._record)
        except sqlite3.Error as error:
            self._complain(f"order {order.id} refused: {error}")
            return 503, {"error": "orders cannot be stored at the moment"}
        except OSError as error:
            emergency("shop.orders", f"order {order.id} refused, cannot write its record: {error}")
            return 507, {"error": "no room to record the order"}
        return 201, {
            "order": order.id,
            "amount": amount,
            "payment": f"{self.configuration.payment_address}/{order.id}",
        }

    def _record(self, order: Order) -> None:
        self._log.write(
            "INFO",
            "shop.orders",
            "order accepted",
            order=order.id,
            product=order.product,
            quantity=order.quantity,
            amount=order.amount,
        )

    def _complain(self, message: str) -> None:
        try:
            self._log.write("ERROR", "shop.orders", message)
        except OSError:
            emergency("shop.orders", message)


class WorkerServer(LoopbackServer):
    """The shop's application on its loopback port."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.configuration.port, WorkerHandler)
        self.application = application


class WorkerHandler(Handler):
    """Pages and calls of the shop."""

    server: WorkerServer

    def do_GET(self) -> None:  # noqa: N802 (http.server's name)
        path = urlsplit(self.path).path
        if path == "/health":
            try:
                self.answer_json(200, self.server.application.health())
            except sqlite3.Error:
                self.answer_json(503, {"status": "database unavailable"})
        elif path == "/products":
            self.answer_json(200, [{"code": p.code, "name": p.name, "price": p.price} for p in PRODUCTS])
        elif path == "/":
            self.answer(200, front_page().encode(), "text/html; charset=utf-8")
        else:
            self.answer_json(404, {"error": "no such page"})

    def do_POST(self) -> None:  # noqa: N802 (http.server's name)
        if urlsplit(self.path).path != "/orders":
            self.answer_json(404, {"error": "no such page"})
            return
        body = self.body()
        if body is None:
            self.answer_json(413, {"error": "an order is a small JSON object"})
            return
        self.answer_json(*self.server.application.order(body))


def front_page() -> str:
    """The shop window."""
    rows = "".join(f"<li>{html.escape(p.name)} <b>₩{p.price:,}</b></li>" for p in PRODUCTS)
    return (
        '<!doctype html><html lang="ko"><meta charset="utf-8"><title>봉수 상회</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<h1>봉수 상회 · The beacon shop</h1><ul>{rows}</ul><p>영업 중입니다. Open for orders.</p></html>\n"
    )


def serve(home: Path, ended: threading.Event) -> int:
    """Runs the worker of the shop in `home` until `ended`; returns the exit status."""
    logs = home / "logs"
    try:
        configuration = load(home / "conf" / "shop.toml")
    except ConfigurationError as error:
        return _cannot_start(ShopLog(logs), "shop.configuration", str(error), EX_CONFIG)
    log = ShopLog(logs, Quota(logs, configuration.quota_bytes))
    try:
        orders = OrderBook(home / "data" / "shop.db")
        server = WorkerServer(Application(configuration, log, orders))
    except sqlite3.Error as error:
        return _cannot_start(log, "shop.orders", f"data/shop.db: {error}", 1)
    except OSError as error:
        return _cannot_start(log, "shop.http", f"127.0.0.1:{configuration.port}: {error}", 1)
    _note(log, "worker started", port=configuration.port)
    server.serve_until(ended)
    orders.close()
    _note(log, "worker stopped")
    return 0


def _cannot_start(log: ShopLog, logger: str, reason: str, status: int) -> int:
    try:
        log.write("ERROR", logger, f"cannot start: {reason}")
    except OSError:
        emergency(logger, f"cannot start: {reason}")
    return status


def _note(log: ShopLog, message: str, **fields: object) -> None:
    try:
        log.write("INFO", "shop.worker", message, pid=os.getpid(), **fields)
    except OSError as error:
        emergency("shop.worker", f"{message}, cannot write its record: {error}")


if __name__ == "__main__":
    sys.exit(serve(arguments().home, leave_terminal()))
