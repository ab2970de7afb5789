"""A small web shop with processes, files and a database of its own, made to be broken and repaired.

Its services use the standard library only and start within a fraction of a second.
"""

from bonghwa.demo.victim.installation import install
from bonghwa.demo.victim.shop import SERVICES, Service, Shop

__all__ = ["SERVICES", "Service", "Shop", "install"]
