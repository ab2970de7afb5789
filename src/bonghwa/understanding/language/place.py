"""Which institution, system and named servers a sentence means."""

from typing import NamedTuple

from bonghwa.understanding.language.fleet import Fleet, Node, Target
from bonghwa.understanding.language.identifiers import Identifiers
from bonghwa.understanding.language.names import Names

OPTIONS = 12
"""Most choices that are offered at once."""


class Known(NamedTuple):
    """What an earlier sentence of the same conversation already settled."""

    institution: str | None = None
    system: str | None = None
    env: str | None = None
    layer: str | None = None
    nodes: tuple[str, ...] = ()


NOTHING_KNOWN = Known()


class Doubts:
    """Collects slots that were named but not found, and answers to offer for them."""

    def __init__(self) -> None:
        self.unknown: list[str] = []
        self.options: dict[str, tuple[str, ...]] = {}

    def add(self, slot: str, options: tuple[str, ...] = ()) -> None:
        """Notes that `slot` is in doubt."""
        if slot not in self.unknown:
            self.unknown.append(slot)
        if options:
            self.options[slot] = options[:OPTIONS]


class Place(NamedTuple):
    """Institution and system where they are certain; `picked` are servers named one by one."""

    institution: str | None
    system: str | None
    picked: tuple[Node, ...]


def _pick(targets: list[frozenset[Target]], kind: str, within: str | None) -> set[Target]:
    """The targets of one kind that all mentions leave open; `within` narrows them to one institution."""
    picked: set[Target] = set()
    for options in targets:
        fitting = {t for t in options if t.kind == kind}
        inside = {t for t in fitting if within in (None, t.institution)}
        picked |= inside or fitting
    return picked


def _named_system(
    systems: set[tuple[str, str]], institution: str | None, fleet: Fleet, doubts: Doubts
) -> str | None:
    if len(systems) > 1:
        doubts.add("system", tuple(sorted(name for _, name in systems)))
        return None
    for owner, name in systems:
        if institution in (None, owner):
            return name
        doubts.add("system", fleet.systems_of(institution))
    return None


def find_place(names: Names, ids: Identifiers, fleet: Fleet, known: Known, doubts: Doubts) -> Place:
    """Institution, system and servers that the sentence names, else what is `known`; never a guess."""
    targets = [mention.targets for mention in names.mentions]
    institutions = sorted({target.institution for target in _pick(targets, "institution", None)})
    institution = institutions[0] if len(institutions) == 1 else None
    if len(institutions) > 1:
        doubts.add("institution", tuple(institutions))
    picked = tuple(
        fleet.nodes[t.node] for t in sorted(_pick(targets, "node", institution)) if t.node in fleet.nodes
    )
    if not picked and ids.address and ids.address in fleet.addresses:
        picked = (fleet.addresses[ids.address],)
    systems = {(t.institution, t.system) for t in _pick(targets, "system", institution)}
    systems |= {(node.institution, node.system) for node in picked}
    system = _named_system(systems, institution, fleet, doubts)
    if system is not None:
        return Place(institution or next(iter(systems))[0] or None, system, picked)
    if not doubts.unknown:
        institution, system = _recalled(institution, names, known)
    if names.unknown_institution and institution is None:
        doubts.add("institution")
    if names.unknown_system and system is None:
        doubts.add("system")
    if system is None and "system" not in doubts.options:
        near = tuple(dict.fromkeys(t.system for t in names.hints if institution in (None, t.institution)))
        doubts.options["system"] = (near or (fleet.systems_of(institution) if institution else ()))[:OPTIONS]
    return Place(institution, system, ())


def _recalled(institution: str | None, names: Names, known: Known) -> tuple[str | None, str | None]:
    """(institution, system), with what the conversation settled where the sentence names nothing else."""
    if (
        known.system
        and not names.unknown_system
        and not names.unknown_institution
        and institution in (None, known.institution)
    ):
        return known.institution, known.system
    return (None if names.unknown_institution else institution or known.institution), None
