"""The API page at /docs: Swagger UI from our own server, so that it works without internet and under our policy."""

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bonghwa API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
START = 'SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, validatorUrl: null });\n'

router = APIRouter(include_in_schema=False)
assets = StaticFiles(directory=str(files("fastapi_offline").joinpath("static")))


@router.get("/docs")
async def page() -> HTMLResponse:
    """The page; everything on it comes from here."""
    return HTMLResponse(PAGE)


@router.get("/docs/start.js")
async def start() -> Response:
    """What starts Swagger UI; a file of its own, for inline scripts are forbidden."""
    return Response(START, media_type="text/javascript")
