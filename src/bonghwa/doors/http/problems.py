"""Errors as problem+json (RFC 9457), in one place."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bonghwa.kernel.errors import BonghwaError, RateLimited
from bonghwa.kernel.logging import get_logger

MEDIA_TYPE = "application/problem+json"
log = get_logger("http")


def install(app: FastAPI) -> None:
    """Map our errors, validation errors and unforeseen ones."""
    app.add_exception_handler(BonghwaError, _known)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def problem(status: int, code: str, title: str, detail: str, **more: Any) -> JSONResponse:
    """One problem document."""
    body = {
        "type": f"urn:bonghwa:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    headers = {"Retry-After": str(more["retry_after"])} if "retry_after" in more else None
    return JSONResponse(body | more, status_code=status, media_type=MEDIA_TYPE, headers=headers)


async def _known(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, BonghwaError)  # noqa: S101  # registered for this class
    more: dict[str, Any] = {"next_step": error.next_step}
    if isinstance(error, RateLimited):
        more["retry_after"] = error.retry_after
    return problem(error.status, error.code, type(error).__name__, error.message, **more)


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for this class
    first = error.errors()[0] if error.errors() else {"loc": (), "msg": "malformed"}
    where = ".".join(str(part) for part in first["loc"])
    return problem(
        422, "invalid", "Invalid", f"{where}: {first['msg']}", next_step="See /docs for what is expected."
    )


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class
    return problem(error.status_code, "http", "Request refused", str(error.detail), next_step="")


async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    log.error("http.unforeseen", path=request.url.path, exc_info=error)
    return problem(
        500,
        "internal",
        "Internal error",
        "Something went wrong here.",
        next_step="The server's log has the details.",
    )
