"""Every known cause, as data. A new cause is one entry in the file of its field, nothing else."""

from bonghwa.understanding.causes.cause import Cause

from .access import ACCESS
from .application import APPLICATION
from .certificates import CERTIFICATES
from .database import DATABASE
from .machine import MACHINE
from .memory import MEMORY
from .network import NETWORK
from .paths import PATHS
from .platform import PLATFORM
from .records import RECORDS
from .storage import STORAGE
from .web import WEB

CATALOGUE: tuple[Cause, ...] = (
    *STORAGE,
    *MEMORY,
    *NETWORK,
    *PATHS,
    *CERTIFICATES,
    *ACCESS,
    *DATABASE,
    *RECORDS,
    *WEB,
    *APPLICATION,
    *MACHINE,
    *PLATFORM,
)
BY_KEY: dict[str, Cause] = {cause.key: cause for cause in CATALOGUE}

__all__ = ["BY_KEY", "CATALOGUE"]
