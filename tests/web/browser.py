"""A real headless Chromium: the one that is named or installed, else the one that npm brought for the tests."""

import json
import os
import shutil
import subprocess
from pathlib import Path

PACKAGED = Path(__file__).parent / "chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of a Chromium, or None when there is none."""
    named = os.environ.get("BONGHWA_CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if not (PACKAGED / "node_modules").is_dir() or shutil.which("node") is None:
        return None
    unpacked = PACKAGED / ".unpacked"  # not the shared folder of temporary files: it may hold another user's
    unpacked.mkdir(exist_ok=True)
    environment = os.environ | {"TMPDIR": str(unpacked)}
    printed = subprocess.check_output(["node", "locate.mjs"], cwd=PACKAGED, timeout=60, env=environment)
    return str(json.loads(printed)["path"])
