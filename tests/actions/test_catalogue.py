"""Nothing is forgotten: files, goldens, backends, messages."""

import importlib
import pkgutil

import pytest
from tests.actions.golden import all_goldens, load, unrecorded
from tests.actions.scenes import SCENES

import bonghwa.actions
from bonghwa.actions import CATALOGUE, get_action
from bonghwa.actions.services.look import BACKENDS
from bonghwa.kernel.errors import NotFound
from bonghwa.kernel.messages import LANGUAGES, areas
from bonghwa.vocabulary.action import Action, Risk


def _modules() -> list[str]:
    found = pkgutil.walk_packages(bonghwa.actions.__path__, "bonghwa.actions.")
    return [module.name for module in found]


def test_every_action_in_a_file_is_in_the_catalogue() -> None:
    defined = {
        value
        for name in _modules()
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and issubclass(value, Action) and value.__module__ == name
    }
    assert defined == {type(action) for action in CATALOGUE.values()}
    assert all(name == action.name for name, action in CATALOGUE.items())


def test_every_action_has_a_golden_and_every_scene_is_recorded() -> None:
    recorded = {load(name).action for name in all_goldens()}
    assert recorded == set(CATALOGUE)
    assert set(all_goldens()) == set(SCENES)


def test_backends_without_a_golden_are_listed_with_a_reason() -> None:
    recorded = {load(name).backend for name in all_goldens()} - {None}
    assert recorded | set(unrecorded()) == set(BACKENDS)
    assert not recorded & set(unrecorded())


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_action_has_a_title_and_a_blast_radius(name: str) -> None:
    for language in LANGUAGES:
        assert {f"action.title.{name}", f"action.blast.{name}"} <= set(areas(language))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_only_what_looks_is_called_read(name: str) -> None:
    action = get_action(name)
    acts = type(action).act is not Action.act
    assert acts == (action.risk is not Risk.READ)


def test_an_unknown_action_or_version_does_not_exist() -> None:
    with pytest.raises(NotFound, match="no action"):
        get_action("service.explode")
    with pytest.raises(NotFound, match="version 1, not 2"):
        get_action("service.restart", 2)
    assert get_action("service.restart", 1) is CATALOGUE["service.restart"]
