"""Institution, system, environment, layer and nodes of a sentence, resolved against the inventory."""

import re
from typing import NamedTuple

from bonghwa.understanding.language.fleet import Fleet, Node, Target
from bonghwa.understanding.language.identifiers import Identifiers
from bonghwa.understanding.language.names import Names
from bonghwa.understanding.language.numbers import Numbers, find_numbers
from bonghwa.understanding.language.reading import Reading

_OPTIONS = 12  # most choices that are offered at once

_WAS_VERB = re.compile(
    r"was (?:\w+(?:ed|en|ing)\b|a\b|an\b|the\b|not\b|it\b|there\b|that\b|this\b|very\b|so\b|too\b|just\b|already\b|never\b|always\b|ok\b|okay\b|fine\b|great\b|good\b|bad\b|slow\b|fun\b|last\b|down (?:yesterday|last|earlier|for|at)|up (?:yesterday|last)|i\b|we\b|he\b|she\b|my\b|our\b|your\b|sent\b|built\b|hit\b|put\b|set\b|cut\b|about\b|going\b|in\b|on\b|at\b|by\b|out\b|from\b|to\b)",
)
_WAS_AFTER = re.compile(
    r"\b(?:it|that|this|there|what|who|when|which|how|why|where|i|he|she|everything|today|yesterday|meeting|weekend|lunch|day|deploy|deployment|restart|release|he|job|one) $"
)
_LAYER_IS_JOB = re.compile(r" ?(?:백업|덤프|backup|dump)")
_TEAM = re.compile(r"팀|담당자|team")


class Known(NamedTuple):
    """What an earlier sentence of the same conversation already settled."""

    institution: str | None = None
    system: str | None = None
    env: str | None = None
    layer: str | None = None
    nodes: tuple[str, ...] = ()


NOTHING_KNOWN = Known()


class Slots(NamedTuple):
    """What was resolved; `unknown` are slots that were named but not found, `options` answers to offer."""

    institution: str | None
    system: str | None
    env: str | None
    env_said: bool
    layer: str | None
    nodes: tuple[str, ...]
    unknown: tuple[str, ...]
    options: dict[str, tuple[str, ...]]
    certainty: float
    named: bool
    counted: bool = False


def _layers(reading: Reading, fleet: Fleet, rest: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for start, end, layer in fleet.layers.find(rest):
        plain = rest[start:end] == "was" and not reading.korean and reading.cased[start:end] != "WAS"
        if plain and (_WAS_VERB.match(rest, start) or _WAS_AFTER.search(rest[:start])):
            continue
        found.append((start, end, layer))
    kept = [item for item in found if not _LAYER_IS_JOB.match(rest, item[1])]
    return kept or found


def _pick(targets: list[frozenset[Target]], kind: str, within: str | None) -> set[Target]:
    """The targets of one kind that all mentions leave open; `within` narrows them to one institution."""
    picked: set[Target] = set()
    for options in targets:
        fitting = {t for t in options if t.kind == kind}
        inside = {t for t in fitting if within in (None, t.institution)}
        picked |= inside or fitting
    return picked


def _nodes(
    nodes: list[Node], numbers: Numbers, options: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], bool]:
    """(ids, whether everything that was said could be found)."""
    every = tuple(node.id for node in nodes if node.number not in numbers.refused)
    known = {node.number for node in nodes}
    if numbers.wanted:
        chosen = tuple(node.id for node in nodes if node.number in numbers.wanted)
        if set(numbers.wanted) <= known:
            return chosen, True
    elif every and set(numbers.refused) <= known and (numbers.count is None or numbers.count == len(every)):
        return every, True
    else:
        chosen = ()
    options["nodes"] = tuple(node.id for node in nodes)[:_OPTIONS]
    return chosen, False


def resolve(
    reading: Reading,
    fleet: Fleet,
    ids: Identifiers,
    names: Names,
    *,
    known: Known = NOTHING_KNOWN,
    implied_layer: str | None = None,
) -> Slots:
    """Resolves what the sentence names, and else what is `known`; nothing is guessed, what is not found is listed."""
    unknown: list[str] = []
    options: dict[str, tuple[str, ...]] = {}
    targets = [mention.targets for mention in names.mentions]
    certainty = min((mention.certainty for mention in names.mentions), default=1.0)

    institutions = _pick(targets, "institution", None)
    institution = next(iter(institutions)).institution if len(institutions) == 1 else None
    if len(institutions) > 1:
        options["institution"] = tuple(sorted(t.institution for t in institutions))[:_OPTIONS]
        unknown.append("institution")
    picked = [fleet.nodes[t.node] for t in _pick(targets, "node", institution) if t.node in fleet.nodes]
    if not picked and ids.address and ids.address in fleet.addresses:
        picked = [fleet.addresses[ids.address]]
    systems = {(t.institution, t.system) for t in _pick(targets, "system", institution)}
    systems |= {(node.institution, node.system) for node in picked}
    system: str | None = None
    if len(systems) == 1:
        owner, name = next(iter(systems))
        if institution in (None, owner):
            institution, system = owner or institution, name
        else:
            unknown.append("system")
            options["system"] = fleet.systems_of(institution)[:_OPTIONS]
    elif systems:
        unknown.append("system")
        options["system"] = tuple(sorted(name for _, name in systems))[:_OPTIONS]
    if (
        system is None
        and not unknown
        and not names.unknown_system
        and known.system
        and institution in (None, known.institution)
    ):
        institution, system = known.institution, known.system
    elif institution is None and not unknown and not names.unknown_institution:
        institution = known.institution
    if names.unknown_institution and institution is None:
        unknown.append("institution")
    if names.unknown_system and system is None:
        unknown.append("system")
    if system is None and "system" not in options:
        near = tuple(dict.fromkeys(t.system for t in names.hints if institution in (None, t.institution)))
        options["system"] = (near or (fleet.systems_of(institution) if institution else ()))[:_OPTIONS]

    layers = _layers(reading, fleet, names.rest)
    said = list(dict.fromkeys(layer for _, _, layer in layers))
    layer = said[0] if len(said) == 1 else None
    if len(said) > 1:
        unknown.append("layer")
        options["layer"] = tuple(said)
    envs = list(dict.fromkeys(env for _, _, env in fleet.envs.find(names.rest)))
    env = envs[0] if len(envs) == 1 else None
    if len(envs) > 1:
        unknown.append("env")
        options["env"] = tuple(envs)
    named = bool(names.mentions)
    if picked:
        layer = layer or (picked[0].layer if len({n.layer for n in picked}) == 1 else None)
        env = env or (picked[0].env if len({n.env for n in picked}) == 1 else None)
        chosen = tuple(n.id for n in picked if layer in (None, n.layer))
        return Slots(
            institution, system, env, bool(envs), layer, chosen, tuple(unknown), options, certainty, named
        )

    numbers = find_numbers(names.rest, [end for _, end, _ in layers], ids.spans)
    if layer is None and not said and implied_layer:
        layer = implied_layer
    if layer is None and not said:
        layer = known.layer
    place = fleet.at(institution or "", system) if system else []
    here = {node.env for node in place}
    if env is None and not envs and known.env in here:
        env = known.env
    if env is None and not envs and place:
        env = "prod" if "prod" in here else next(iter(here)) if len(here) == 1 else None
        if env is None:
            unknown.append("env")
            options["env"] = tuple(sorted(here))
    if env and envs and env not in fleet.known_envs and fleet.known_envs:
        unknown.append("env")
        options["env"] = tuple(sorted(here or fleet.known_envs))
    chosen = ()
    mentions_place = bool(names.mentions or said or envs)
    if system and layer and env:
        fitting = [node for node in place if node.layer == layer and node.env == env]
        chosen, complete = _nodes(fitting, numbers, options)
        if not complete:
            unknown.append("nodes")
        elif known.nodes and not (
            mentions_place or numbers.wanted or numbers.refused or numbers.every or numbers.count
        ):
            chosen = tuple(node for node in chosen if node in known.nodes) or chosen
    if system and layer is None and not said:
        options["layer"] = tuple(dict.fromkeys(n.layer for n in place if env in (None, n.env)))[:_OPTIONS]
    return Slots(
        institution,
        system,
        env,
        bool(envs),
        layer,
        chosen,
        tuple(dict.fromkeys(unknown)),
        options,
        certainty,
        named,
        bool(numbers.wanted or numbers.refused or numbers.every or numbers.count),
    )
