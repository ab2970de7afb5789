import http.client
import json
import sys
import time

from bonghwa.demo.victim.processes import command_of

PATIENCE = 15.0
"""Seconds a service may take to answer."""


def wait(pid: int, address: str) -> bool:
    """Waits until the process answers at `address` ("host:port/path") with its own process id.

    An empty address waits only until the process is seen to stay. False when it ended or took too long. That
    the answer carries the process id keeps a stranger on the same port from being taken for the service.
    """
    deadline = time.monotonic() + PATIENCE
    missing = 0
    settled = 0
    while time.monotonic() < deadline:
        # Twice in a row: during exec a command line may be empty for a moment.
        missing = 0 if command_of(pid) else missing + 1
        if missing > 1:
            return False
        settled += 1
        if (address and _answers(pid, address)) or (not address and settled > 2):
            return True
        time.sleep(0.03)
    return False


def _answers(pid: int, address: str) -> bool:
    host, _, path = address.partition("/")
    connection = http.client.HTTPConnection(host, timeout=1)
    try:
        connection.request("GET", f"/{path}")
        answer = json.loads(connection.getresponse().read(65536))
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return isinstance(answer, dict) and answer.get("pid") == pid


if __name__ == "__main__":
    sys.exit(0 if wait(int(sys.argv[1]), sys.argv[2]) else 1)
