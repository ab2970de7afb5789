"""Waiting for something that must come; the limit only ends a test that hangs."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from bonghwa.kernel.errors import Unavailable

PATIENCE = 60.0


async def eventually(question: Callable[[], Any], what: str, *, every: float = 0.05) -> Any:
    """The first true answer of a function or coroutine function. While the server is away (Unavailable) it is asked again."""
    answer: Any = None
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
                return answer
        await asyncio.sleep(every)
    raise AssertionError(f"{what} did not come; the last answer was {answer!r}")
