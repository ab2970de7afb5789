"""The catalogue of operations actions: one pure file each.

For an action that only looks, SUCCEEDED means seen and as it should be, FAILED seen and not as it should be.
"""

from bonghwa.actions.catalogue import CATALOGUE, AnyAction, get_action

__all__ = ["CATALOGUE", "AnyAction", "get_action"]
