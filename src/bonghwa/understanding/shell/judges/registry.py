"""All special judges by name."""

from bonghwa.understanding.shell.court import Judge
from bonghwa.understanding.shell.judges.archives import ARCHIVES
from bonghwa.understanding.shell.judges.containers import CONTAINER
from bonghwa.understanding.shell.judges.database import DATABASE
from bonghwa.understanding.shell.judges.disks import DISKS
from bonghwa.understanding.shell.judges.feeding import FEEDING
from bonghwa.understanding.shell.judges.finding import FINDING
from bonghwa.understanding.shell.judges.handling import HANDLING
from bonghwa.understanding.shell.judges.infrastructure import INFRASTRUCTURE
from bonghwa.understanding.shell.judges.java import JAVA
from bonghwa.understanding.shell.judges.languages import LANGUAGES
from bonghwa.understanding.shell.judges.machine import MACHINE
from bonghwa.understanding.shell.judges.network import NETWORK_JUDGES
from bonghwa.understanding.shell.judges.remote import REMOTE
from bonghwa.understanding.shell.judges.search import SEARCH
from bonghwa.understanding.shell.judges.secrets import SECRETS
from bonghwa.understanding.shell.judges.service import SERVICE
from bonghwa.understanding.shell.judges.shell_builtins import BUILTINS
from bonghwa.understanding.shell.judges.software import SOFTWARE
from bonghwa.understanding.shell.judges.stores import STORES
from bonghwa.understanding.shell.judges.streams import STREAMS
from bonghwa.understanding.shell.judges.transfer import TRANSFER
from bonghwa.understanding.shell.judges.version_control import VERSION_CONTROL
from bonghwa.understanding.shell.judges.wrapping import WRAPPING

JUDGES: dict[str, Judge] = {
    **SEARCH,
    **FINDING,
    **STREAMS,
    **HANDLING,
    **ARCHIVES,
    **MACHINE,
    **DISKS,
    **JAVA,
    **SERVICE,
    **NETWORK_JUDGES,
    **SECRETS,
    **SOFTWARE,
    **DATABASE,
    **CONTAINER,
    **WRAPPING,
    **LANGUAGES,
    **TRANSFER,
    **REMOTE,
    **VERSION_CONTROL,
    **INFRASTRUCTURE,
    **STORES,
    **FEEDING,
    **BUILTINS,
}
