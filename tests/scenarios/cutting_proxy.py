"""A TCP proxy between agent and server that cuts connections in the middle of what is said."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator


class CuttingProxy:
    """Each connection ends abruptly once it has carried a random number of bytes, while `cutting` is set."""

    def __init__(self, target: int, chance: random.Random) -> None:
        self.port = 0
        self.cutting = False
        self.cuts = 0
        self._target = target
        self._chance = chance

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["CuttingProxy"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        allowance = self._chance.randint(1_000, 40_000)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        carried = 0

        async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            nonlocal carried
            with contextlib.suppress(OSError):
                while data := await source.read(2048):
                    carried += len(data)
                    target.write(data)
                    await target.drain()
                    if self.cutting and carried > allowance:
                        self.cuts += 1
                        return

        ways = [asyncio.create_task(carry(reader, back)), asyncio.create_task(carry(there, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in (back, writer):
                end.transport.abort()
