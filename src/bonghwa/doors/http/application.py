"""The FastAPI application: routes, errors, and the headers that every answer carries."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response

from bonghwa import __version__
from bonghwa.doors.http import problems, reference
from bonghwa.doors.http.routes import (
    approvals,
    fleet,
    incidents,
    operations,
    people,
    root,
    runs,
    session,
    sockets,
)
from bonghwa.doors.http.web import Assets, web_router

MAX_BODY = 4 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_application(lifespan: Lifespan, web: Path) -> FastAPI:
    """The application; `lifespan` puts the Context into `app.state.context` before the first request."""
    app = FastAPI(
        title="Bonghwa",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        responses=_PROBLEMS,
    )
    problems.install(app)
    for module in (session, people, incidents, approvals, runs, fleet, operations):
        app.include_router(module.router, prefix="/api/v1")
    app.include_router(root.router)
    app.include_router(sockets.router)
    app.include_router(reference.router)
    app.mount("/docs/assets", reference.assets, name="reference")
    if (web / "assets").is_dir():
        app.mount("/assets", Assets(directory=web / "assets"), name="assets")
    app.include_router(web_router(web))
    app.middleware("http")(_guard)
    return app


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem (RFC 9457): what happened, where, what to do next.",
        "content": {
            "application/problem+json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        name: {"type": "integer" if name in {"status", "retry_after"} else "string"}
                        for name in ("type", "title", "status", "detail", "code", "next_step", "retry_after")
                    },
                }
            }
        },
    }
}


async def _guard(request: Request, forward: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse large bodies before they are read, and add the security headers."""
    response = _refused(request) or await forward(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refused(request: Request) -> Response | None:
    length = request.headers.get("Content-Length", "0")
    if not (length.isascii() and length.isdigit()) or len(length) > 20 or int(length) > MAX_BODY:
        return problems.problem(
            413, "too_large", "TooLarge", f"At most {MAX_BODY} bytes are taken.", next_step=""
        )
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        return problems.problem(
            411, "length_required", "LengthRequired", "Send a Content-Length.", next_step=""
        )
    return None
