"""Waiting for something that must come; the limit only ends a test that hangs."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bonghwa.kernel.errors import Unavailable

T = TypeVar("T")
PATIENCE = 60.0


async def eventually(question: Callable[[], T | Awaitable[T]], what: str, *, every: float = 0.05) -> T:
    """The first true answer. While the server is away (Unavailable) it is asked again."""
    answer: object = None
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while loop.time() < deadline:
        try:
            asked = question()
            answer = await asked if inspect.isawaitable(asked) else asked
        except Unavailable as error:
            answer = error
        else:
            if answer:
                return answer  # type: ignore[return-value]  # it is the T that was asked for
        await asyncio.sleep(every)
    raise AssertionError(f"{what} did not come; the last answer was {answer!r}")
