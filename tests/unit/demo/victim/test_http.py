"""What customers and attackers get from the shop."""

import asyncio
import json

from bonghwa.demo import faults
from bonghwa.demo.faults import Fault
from bonghwa.demo.victim import Service, Shop
from bonghwa.demo.victim.operation import request, start_service

NOT_ORDERS = [
    b"",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 60_000,
    b'{"product": "barley-tea"}',
    b'{"product": "gold", "quantity": 1}',
    b'{"product": ["barley-tea"], "quantity": 1}',
    b'{"product": "barley-tea", "quantity": 0}',
    b'{"product": "barley-tea", "quantity": 21}',
    b'{"product": "barley-tea", "quantity": true}',
    b'{"product": "barley-tea", "quantity": 1e3}',
    b'{"product": "barley-tea", "quantity": NaN}',
]

MALFORMED = [
    (b"POST /orders HTTP/1.1\r\n\r\n", b"413"),
    (b"POST /orders HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"413"),
    (b"POST /orders HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", b"413"),
    (b"POST /orders HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"413"),
    (b"DELETE /orders HTTP/1.1\r\n\r\n", b"501"),
    (b"\x16\x03\x01\x02\x00\r\n", b"400"),
    (b"GET /orders/../../etc/passwd HTTP/1.1\r\n\r\n", b"404"),
]


async def raw(port: int, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_an_order_is_priced_with_tax_and_stored(shop: Shop) -> None:
    body = json.dumps({"product": "hanji-notebook", "quantity": 3}).encode()
    status, answer = request(shop, "POST", "/orders", body)
    order = json.loads(answer)
    assert status == 201
    assert order["amount"] == 29370
    assert order["payment"] == f"https://pay.shop.example/checkout/{order['order']}"
    assert order["order"] in shop.shop_log.read_text("utf-8")


async def test_the_shop_window_shows_the_products(shop: Shop) -> None:
    assert "보리차" in request(shop, "GET", "/")[1].decode()
    assert len(json.loads(request(shop, "GET", "/products")[1])) == 5
    assert request(shop, "GET", "/admin")[0] == 404


async def test_what_is_no_order_is_refused_and_the_shop_goes_on(shop: Shop) -> None:
    statuses = {body[:60]: request(shop, "POST", "/orders", body)[0] for body in NOT_ORDERS}
    assert statuses == {body[:60]: 400 for body in NOT_ORDERS}
    assert await faults.healthy(shop)
    assert shop.worker_output.read_text("utf-8") == ""


async def test_malformed_requests_get_an_answer(shop: Shop) -> None:
    for head, status in MALFORMED:
        for port in (shop.front_port, shop.worker_port):
            assert status in (await raw(port, head))[:400]
    assert await faults.healthy(shop)


async def test_a_request_cannot_write_a_line_of_its_own_into_the_front_log(shop: Shop) -> None:
    await faults.inject(shop, Fault.WORKER)
    await raw(shop.front_port, b'GET /?a\x1b[2J"\xadb HTTP/1.1\r\n\r\n')
    lines = [line for line in shop.front_log.read_text("utf-8").splitlines() if "/?a" in line]
    assert len(lines) == 1
    assert 'request: "GET /?a\\x1B[2J\\x22\\xADb HTTP/1.1"' in lines[0]


async def test_a_worker_that_hangs_is_a_gateway_time_out(installed: Shop) -> None:
    released = asyncio.Event()

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", installed.worker_port)
    async with server:
        assert await start_service(installed, Service.FRONT)
        status, _ = await asyncio.to_thread(request, installed, "GET", "/products")
        released.set()
    assert status == 504
    assert "upstream timed out" in installed.front_log.read_text("utf-8")


async def test_a_worker_that_hangs_up_is_a_bad_gateway(installed: Shop) -> None:
    server = await asyncio.start_server(
        lambda _reader, writer: writer.close(), "127.0.0.1", installed.worker_port
    )
    async with server:
        assert await start_service(installed, Service.FRONT)
        status, _ = await asyncio.to_thread(request, installed, "GET", "/products")
    assert status == 502
    assert "prematurely closed connection" in installed.front_log.read_text("utf-8")
