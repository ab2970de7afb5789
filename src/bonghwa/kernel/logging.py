"""Our own log: structured, one JSON line per event, secrets masked before they are written."""

import logging
import sys
from collections.abc import MutableMapping
from functools import cache
from typing import Any

import structlog

from bonghwa.kernel.masking import Masker


@cache
def _masker() -> Masker:
    """Made when the first line is written, not when this module is loaded."""
    return Masker()


def _mask_values(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        event[name] = _masked(value)
    return event


def _masked(value: Any) -> Any:
    """The value with every text in it masked, however deep in lists and tables it lies."""
    if isinstance(value, str):
        return _masker().mask(value)
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(inner) for inner in value]
    return value


def configure_logging(level: str = "INFO", *, pretty: bool = False) -> None:
    """Send our log to standard error; `pretty` for a person at a terminal, JSON lines otherwise."""
    renderer: Any = (
        structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _mask_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def get_logger(component: str) -> Any:
    """A logger whose events carry `component`."""
    return structlog.get_logger(component=component)
