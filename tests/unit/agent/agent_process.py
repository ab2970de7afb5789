"""An agent as a process of its own, to be killed: `python agent_process.py AGENT_TOML`, run at the checkout's root."""

import asyncio
import sys
from pathlib import Path

from bonghwa.agent.backoff import Backoff
from bonghwa.agent.configuration import read_configuration
from bonghwa.agent.daemon import run_agent

sys.path.insert(0, str(Path.cwd()))

from tests.unit.agent.conftest import CATALOGUE

if __name__ == "__main__":
    configuration = read_configuration(Path(sys.argv[1]))
    asyncio.run(run_agent(configuration, catalogue=CATALOGUE, backoff=Backoff(first=0.02, longest=0.1)))
