import shutil

import pytest
from tests.actions.host import Host

SHELLS = {"dash": (), "bash": (), "busybox": ("sh",), "mksh": ()}


@pytest.fixture(params=SHELLS)
def host(request: pytest.FixtureRequest) -> Host:
    """This machine seen through each POSIX shell that is installed."""
    found = shutil.which(request.param)
    if found is None:
        pytest.skip(f"{request.param} is not installed")
    return Host((found, *SHELLS[request.param]))


@pytest.fixture
def plain_host() -> Host:
    """This machine seen through its own sh."""
    return Host()
