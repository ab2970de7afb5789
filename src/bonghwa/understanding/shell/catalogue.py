"""Every program that is known, from all families."""

from bonghwa.understanding.shell.rules.accounts import ACCOUNTS
from bonghwa.understanding.shell.rules.containers import CONTAINERS
from bonghwa.understanding.shell.rules.databases import DATABASES
from bonghwa.understanding.shell.rules.files import FILES
from bonghwa.understanding.shell.rules.model import Rule, Table
from bonghwa.understanding.shell.rules.network import NETWORK
from bonghwa.understanding.shell.rules.packages import PACKAGES
from bonghwa.understanding.shell.rules.processes import PROCESSES
from bonghwa.understanding.shell.rules.services import SERVICES
from bonghwa.understanding.shell.rules.storage import STORAGE
from bonghwa.understanding.shell.rules.text import TEXT
from bonghwa.understanding.shell.rules.wrappers import WRAPPERS

FAMILIES: tuple[Table, ...] = (
    TEXT,
    FILES,
    PROCESSES,
    SERVICES,
    NETWORK,
    STORAGE,
    ACCOUNTS,
    PACKAGES,
    DATABASES,
    CONTAINERS,
    WRAPPERS,
)


def merged() -> dict[str, Rule]:
    """All tables as one."""
    return {name: rule for family in FAMILIES for name, rule in family.items()}


CATALOGUE: Table = merged()
