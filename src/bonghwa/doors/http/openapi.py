"""The OpenAPI document of this version, as committed in openapi.json: `python -m bonghwa.doors.http.openapi`."""

import contextlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI

from bonghwa.doors.http.application import create_application


@contextlib.asynccontextmanager
async def _nothing(_: FastAPI) -> AsyncIterator[None]:
    yield


def document() -> str:
    """The document as stable, indented JSON."""
    schema = create_application(_nothing, Path("web/dist")).openapi()
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
