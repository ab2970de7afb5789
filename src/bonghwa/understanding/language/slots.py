"""Environment, layer and nodes of a sentence, resolved against the inventory, beside its place."""

import re
from typing import NamedTuple

from bonghwa.understanding.language.fleet import Fleet, Node
from bonghwa.understanding.language.identifiers import Identifiers
from bonghwa.understanding.language.names import Names
from bonghwa.understanding.language.numbers import Numbers, find_numbers
from bonghwa.understanding.language.place import NOTHING_KNOWN, OPTIONS, Doubts, Known, Place, find_place
from bonghwa.understanding.language.reading import Reading

_WAS_VERB = re.compile(
    r"was (?:\w+(?:ed|en|ing)\b|a\b|an\b|the\b|not\b|it\b|there\b|that\b|this\b|very\b|so\b|too\b|just\b|already\b|never\b|always\b|ok\b|okay\b|fine\b|great\b|good\b|bad\b|slow\b|fun\b|last\b|down (?:yesterday|last|earlier|for|at)|up (?:yesterday|last)|i\b|we\b|he\b|she\b|my\b|our\b|your\b|sent\b|built\b|hit\b|put\b|set\b|cut\b|about\b|going\b|in\b|on\b|at\b|by\b|out\b|from\b|to\b)",
)
_WAS_AFTER = re.compile(
    r"\b(?:it|that|this|there|what|who|when|which|how|why|where|i|he|she|everything|today|yesterday|meeting|weekend|lunch|day|deploy|deployment|restart|release|he|job|one) $"
)
_LAYER_IS_JOB = re.compile(r" ?(?:백업|덤프|backup|dump)")


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


def _layer(said: list[str], doubts: Doubts) -> str | None:
    if len(said) > 1:
        doubts.add("layer", tuple(said))
    return said[0] if len(said) == 1 else None


def _env(said: list[str], here: set[str], known: Known, fleet: Fleet, doubts: Doubts) -> str | None:
    """The environment said; else the known one, production, or the only one there is."""
    if len(said) > 1:
        doubts.add("env", tuple(said))
        return None
    if said:
        if fleet.known_envs and said[0] not in fleet.known_envs:
            doubts.add("env", tuple(sorted(here or fleet.known_envs)))
        return said[0]
    for env in (known.env, "prod"):
        if env in here:
            return env
    if len(here) > 1:
        doubts.add("env", tuple(sorted(here)))
    return next(iter(here)) if len(here) == 1 else None


def _nodes(nodes: list[Node], numbers: Numbers, doubts: Doubts) -> tuple[str, ...]:
    """Ids of the servers that were said (all where none was said); a doubt where one said is not there."""
    known = {node.number for node in nodes}
    if numbers.wanted:
        chosen = tuple(node.id for node in nodes if node.number in numbers.wanted)
        if set(numbers.wanted) <= known:
            return chosen
    else:
        chosen = tuple(node.id for node in nodes if node.number not in numbers.refused)
        if chosen and set(numbers.refused) <= known and numbers.how_many in (None, len(chosen)):
            return chosen
        chosen = ()
    doubts.add("nodes", tuple(node.id for node in nodes))
    return chosen


def _picked(
    place: Place, layer: str | None, env: str | None, doubts: Doubts
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(layer, env, ids) of servers that were named one by one."""
    layers, envs = {node.layer for node in place.picked}, {node.env for node in place.picked}
    fitting = tuple(
        node.id for node in place.picked if layer in (None, node.layer) and env in (None, node.env)
    )
    if len(fitting) < len(place.picked):
        doubts.add("nodes")
    return (
        layer or (min(layers) if len(layers) == 1 else None),
        env or (min(envs) if len(envs) == 1 else None),
        fitting,
    )


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
    doubts = Doubts()
    place = find_place(names, ids, fleet, known, doubts)
    layers = _layers(reading, fleet, names.rest)
    layers_said = list(dict.fromkeys(layer for _, _, layer in layers))
    layer = _layer(layers_said, doubts)
    envs_said = list(dict.fromkeys(env for _, _, env in fleet.envs.find(names.rest)))
    numbers = find_numbers(names.rest, [end for _, end, _ in layers], ids.spans)
    chosen: tuple[str, ...] = ()
    if place.picked:
        layer, env, chosen = _picked(place, layer, envs_said[0] if envs_said else None, doubts)
    else:
        here = fleet.at(place.institution or "", place.system) if place.system else []
        env = _env(envs_said, {node.env for node in here}, known, fleet, doubts)
        if not layers_said:
            layer = implied_layer or known.layer
        if place.system and layer and env:
            chosen = _nodes([n for n in here if n.layer == layer and n.env == env], numbers, doubts)
        if place.system and layer is None and not layers_said:
            doubts.options["layer"] = tuple(dict.fromkeys(n.layer for n in here if env in (None, n.env)))[
                :OPTIONS
            ]
        if known.nodes and not (names.mentions or layers_said or envs_said or numbers.said):
            chosen = tuple(node for node in chosen if node in known.nodes) or chosen
    return Slots(
        institution=place.institution,
        system=place.system,
        env=env,
        env_said=bool(envs_said),
        layer=layer,
        nodes=chosen,
        unknown=tuple(doubts.unknown),
        options=doubts.options,
        certainty=min((mention.certainty for mention in names.mentions), default=1.0),
        named=bool(names.mentions),
        counted=numbers.said,
    )
