"""The web app's files: immutable assets, and its one page for every address that is its own."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from bonghwa.kernel.errors import NotFound

YEAR = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Files whose names hold their hash."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed through as it came
        response.headers["Cache-Control"] = YEAR
        return response


def web_router(folder: Path) -> APIRouter:
    """Routes that give the built app in `folder`; a clear error while it is not built."""
    router = APIRouter(include_in_schema=False)
    page = folder / "index.html"

    @router.get("/")
    async def start() -> Response:
        return RedirectResponse("/app/incidents")

    @router.get("/app/{_path:path}")
    @router.get("/login")
    async def app(_path: str = "") -> Response:
        if not page.exists():
            raise NotFound("The web app is not built.", next_step="Run `make setup`.")
        return FileResponse(page, headers={"Cache-Control": "no-cache"})

    @router.get("/favicon.svg")
    async def icon() -> Response:
        return FileResponse(folder / "favicon.svg")

    return router
