import asyncio
import contextlib
import http.client
import json
import os
import signal
from pathlib import Path

from bonghwa.demo.victim.processes import running_pid
from bonghwa.demo.victim.shop import SERVICES, Service, Shop
from bonghwa.kernel.errors import Unavailable

SCRIPT_SECONDS = 30.0
"""How long a start or stop script may take."""


async def start(shop: Shop) -> None:
    """Starts every service that is not running and returns when all answer.

    Raises:
        Unavailable: a service did not start; the others stay up.
    """
    status, said = await run_script(shop.directory / "bin" / "startup.sh")
    if status != 0:
        raise Unavailable(
            f"The shop in {shop.directory} did not start: {said}.",
            next_step=f"Look at the end of {shop.shop_log} and of {shop.worker_output}.",
        )


async def stop(shop: Shop) -> None:
    """Stops every service and makes sure that no process of this shop stays.

    Raises:
        Unavailable: a process would not end even when killed.
    """
    _, said = await run_script(shop.directory / "bin" / "shutdown.sh")
    for service in SERVICES:
        await kill(shop, service)
        if pid_of(shop, service) is not None:
            raise Unavailable(
                f"The {service} of the shop in {shop.directory} does not end: {said}.",
                next_step=f"End the process named in {shop.pid_file(service)} by hand.",
            )


async def start_service(shop: Shop, service: Service) -> bool:
    """Runs the start script of one service; false when it did not come up."""
    status, _ = await run_script(shop.home(service) / "bin" / "startup.sh")
    return status == 0


async def stop_service(shop: Shop, service: Service) -> bool:
    """Runs the stop script of one service; false when it is still there."""
    status, _ = await run_script(shop.home(service) / "bin" / "shutdown.sh")
    return status == 0


async def kill(shop: Shop, service: Service) -> None:
    """Ends the process group of one service at once (SIGKILL) and waits until it is gone, 5 s at most."""
    pid = pid_of(shop, service)
    if pid is None:
        return
    with contextlib.suppress(ProcessLookupError):
        # Each service leads a group of its own, but only once it has come so far.
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)
    for _ in range(250):
        if pid_of(shop, service) is None:
            return
        await asyncio.sleep(0.02)


def pid_of(shop: Shop, service: Service) -> int | None:
    """The process id of a running service, else None."""
    return running_pid(shop.directory, shop.pid_file(service), service)


async def healthy(shop: Shop) -> bool:
    """Whether a customer is served: front and worker answer, and an order is taken."""
    return await asyncio.to_thread(_serves, shop)


def _serves(shop: Shop) -> bool:
    order = json.dumps({"product": "barley-tea", "quantity": 1}).encode()
    return request(shop, "GET", "/health")[0] == 200 and request(shop, "POST", "/orders", order)[0] == 201


def request(shop: Shop, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    """One request to the front: status and body; (0, b"") when nobody answers. Blocks 10 s at most."""
    connection = http.client.HTTPConnection("127.0.0.1", shop.front_port, timeout=10)
    try:
        connection.request(method, path, body)
        response = connection.getresponse()
        return response.status, response.read(1024 * 1024)
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


async def run_script(script: Path) -> tuple[int, str]:
    """Runs one of the shop's scripts apart from our terminal: exit status and what it said."""
    process = await asyncio.create_subprocess_exec(
        "sh",
        str(script),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(SCRIPT_SECONDS):
            said, _ = await process.communicate()
    except BaseException as error:
        # Time-out or cancellation: the script must not go on alone.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        if isinstance(error, TimeoutError):
            return 124, f"{script} did not end within {SCRIPT_SECONDS:.0f} s"
        raise
    return process.returncode or 0, said.decode(errors="replace").strip()
