"""The inventory as the reader of sentences needs it: names looked up fast, nodes by place."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from bonghwa.understanding.language.hangul import letters
from bonghwa.understanding.language.layers import WordTable, env_table, layer_table

_JOINTS = re.compile(r"[\s\-_.]+")
_NUMBERED = re.compile(r"[a-z가-힣 ]{1,16}?\s?0*\d{1,3}(?:번|호기|호)?")
_LAST_NUMBER = re.compile(r"(\d{1,4})\D*$")


class Target(NamedTuple):
    """What a name stands for; `kind` is "institution", "system" or "node"."""

    kind: str
    institution: str
    system: str = ""
    node: str = ""


class Node(msgspec.Struct, frozen=True):
    """One server process of the inventory, as far as a sentence can name it."""

    id: str
    institution: str
    system: str
    env: str
    layer: str
    number: int
    ip: str


def name_key(name: str) -> str:
    """A name without case, spaces, hyphens, underscores and dots: two spellings, one key."""
    return _JOINTS.sub("", name.lower())


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        return []
    return [item for item in value if isinstance(item, str)]


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _word_lists(value: object) -> dict[str, list[str]]:
    return {str(name): _texts(words) for name, words in value.items()} if isinstance(value, Mapping) else {}


def _node(row: Mapping[str, Any], codes: Mapping[str, str]) -> Node | None:
    if not row.get("id"):
        return None
    id_ = str(row["id"])
    tail = _LAST_NUMBER.search(id_)
    number = row.get("number")
    institution = str(row.get("institution") or "")
    return Node(
        id=id_,
        institution=codes.get(institution, institution),
        system=str(row.get("system") or ""),
        env=str(row.get("env") or ""),
        layer=str(row.get("layer") or "").upper(),
        number=number if isinstance(number, int) else int(tail.group(1)) if tail else 0,
        ip=str(row.get("ip") or ""),
    )


class Fleet:
    """Names, aliases and nodes of an inventory, indexed once and then only read."""

    def __init__(
        self,
        names: Mapping[str, frozenset[Target]],
        nodes: Iterable[Node],
        systems: Iterable[tuple[str, str]],
        layers: WordTable,
        envs: WordTable,
    ) -> None:
        self.names = dict(names)
        self.nodes = {node.id: node for node in nodes}
        self.systems = tuple(systems)
        self.layers = layers
        self.envs = envs
        self.addresses = {node.ip: node for node in self.nodes.values() if node.ip}
        self.known_envs = frozenset(node.env for node in self.nodes.values())
        starts: dict[str, list[str]] = {}
        for key in self.names:
            starts.setdefault(key[:2], []).append(key)
        self.starts = {start: tuple(sorted(keys, key=len, reverse=True)) for start, keys in starts.items()}
        fuzzy = [
            key for key, targets in self.names.items() if any(target.kind != "node" for target in targets)
        ]
        self.spelled = {letters(key): key for key in fuzzy}
        self.spellings = tuple(self.spelled)
        self._places: dict[tuple[str, str], list[Node]] = {}
        for node in self.nodes.values():
            self._places.setdefault((node.institution, node.system), []).append(node)

    @classmethod
    def from_cmdb(cls, cmdb: Mapping[str, Any]) -> "Fleet":
        """Reads an inventory document: `institutions`, `systems`, `nodes`, `layer_aliases`, `env_aliases`.

        Every key is optional; rows without a name (nodes: without an id) are left out.
        """
        names: dict[str, set[Target]] = {}

        def add(target: Target, *spellings: object) -> None:
            for spelling in spellings:
                for text in _texts(spelling):
                    key = name_key(text)
                    if len(key) >= 2:
                        names.setdefault(key, set()).add(target)

        codes: dict[str, str] = {}
        for row in _rows(cmdb.get("institutions")):
            name = str(row.get("name") or row.get("code") or "")
            if name:
                codes[str(row.get("code") or name)] = name
                add(Target("institution", name), name, row.get("code"), row.get("aliases"))
        systems: list[tuple[str, str]] = []
        for row in _rows(cmdb.get("systems")):
            name = str(row.get("name") or row.get("code") or "")
            owner = codes.get(str(row.get("institution") or ""), str(row.get("institution") or ""))
            if name:
                systems.append((owner, name))
                add(
                    Target("system", owner, name),
                    name,
                    row.get("code"),
                    row.get("aliases"),
                    row.get("domain"),
                )
        nodes = [node for row in _rows(cmdb.get("nodes")) if (node := _node(row, codes))]
        for row, node in ((row, node) for row in _rows(cmdb.get("nodes")) if (node := _node(row, codes))):
            nicknames = [text for text in _texts(row.get("aliases")) if not _NUMBERED.fullmatch(text.lower())]
            add(Target("node", node.institution, node.system, node.id), node.id, nicknames)
        return cls(
            {key: frozenset(targets) for key, targets in names.items()},
            nodes,
            systems,
            layer_table(_word_lists(cmdb.get("layer_aliases"))),
            env_table(_word_lists(cmdb.get("env_aliases"))),
        )

    def at(self, institution: str, system: str) -> list[Node]:
        """Nodes of one system, in inventory order."""
        return self._places.get((institution, system), [])

    def systems_of(self, institution: str | None) -> tuple[str, ...]:
        """System names of an institution (of all of them for None)."""
        return tuple(name for owner, name in self.systems if institution in (None, owner))
