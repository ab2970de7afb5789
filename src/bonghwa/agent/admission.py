"""Whether an order may run here. Pure: what is known goes in, an admitted order or a refusal comes out."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

import msgspec
from msgspec import Struct

from bonghwa.agent.configuration import AgentConfiguration
from bonghwa.agent.human_signature import check_human_signature
from bonghwa.agent.refusal import Check, Refused
from bonghwa.kernel.errors import BonghwaError
from bonghwa.kernel.keys import PublicKey, verify
from bonghwa.vocabulary.action import Action, Risk
from bonghwa.vocabulary.approval import Roster
from bonghwa.vocabulary.order import ORDER_TYPE, ORDER_VERSION, Order, Phase
from bonghwa.vocabulary.plan import PlanStep, plan_hash
from bonghwa.vocabulary.values import Values

AnyAction = Action[Any, Any]
Catalogue = Mapping[str, AnyAction]
_AHEAD = timedelta(seconds=60)


class Admitted(Struct, frozen=True):
    """An order that may run: its step, the action of our own catalogue and the checked parameters."""

    order: Order
    step: PlanStep
    action: AnyAction
    params: Values


def verified_order(token: str, order_key: PublicKey) -> Order:
    """The order in `token`. Raises Refused when the pinned order key did not sign it, or its times name no zone."""
    try:
        order = verify(order_key, ORDER_TYPE, token, Order)
    except BonghwaError as error:
        raise Refused(
            Check.SIGNATURE, f"The order is not signed by the pinned order key: {error.message}"
        ) from error
    if any(time.tzinfo is None for time in (order.issued_at, order.expires_at, order.plan.expires_at)):
        raise Refused(Check.EXPIRY, "The order names a time without a zone.")
    return order


def admit(
    order: Order,
    *,
    configuration: AgentConfiguration,
    catalogue: Catalogue,
    roster: Roster | None,
    now: datetime,
) -> Admitted:
    """`order` (its signature verified) as something that may run. Raises Refused naming the check that failed.

    `now` is the server's time as this agent knows it; `roster` was verified with the pinned root key. Replay and the
    stop switch are not looked at here: they are states of the journal and of the keepsakes.
    """
    if order.version != ORDER_VERSION:
        raise Refused(Check.VERSION, f"Orders of version {order.version} are not understood here.")
    _check_target(order, configuration)
    _check_times(order, now)
    step = _step_of(order)
    action = _action_of(step, catalogue)
    _check_allowed(order, action, configuration)
    try:
        params = action.parse_params(step.params)
    except BonghwaError as error:
        raise Refused(Check.PARAMETERS, f"The parameters do not fit: {error.message}") from error
    if order.phase is Phase.RUN and action.risk is not Risk.READ:
        _check_paths(params, configuration)
    if order.phase is Phase.RUN and action.risk.rank >= Risk.DISRUPTIVE.rank:
        check_human_signature(order, action.risk, roster, now)
    return Admitted(order=order, step=step, action=action, params=params)


def _check_target(order: Order, configuration: AgentConfiguration) -> None:
    if order.agent != configuration.agent:
        raise Refused(Check.TARGET, "The order is for another agent.")
    host = configuration.host_named(order.host)
    if host is None:
        raise Refused(Check.TARGET, f"The host {order.host!r} is not one of this agent's hosts.")
    if (order.institution, order.system) != (host.institution, host.system):
        raise Refused(
            Check.TARGET,
            f"The order says that {order.host!r} belongs to {order.institution}/{order.system}; "
            f"here it belongs to {host.institution}/{host.system}.",
        )


def _check_times(order: Order, now: datetime) -> None:
    if order.expires_at <= now:
        raise Refused(Check.EXPIRY, "The order has expired.")
    if order.plan.expires_at <= now:
        raise Refused(Check.EXPIRY, "The plan of the order has expired.")
    if order.issued_at > now + _AHEAD:
        raise Refused(Check.EXPIRY, "The order was issued in the future.")


def _step_of(order: Order) -> PlanStep:
    try:
        hashed = plan_hash(order.plan)
    except (ValueError, RecursionError) as error:
        raise Refused(Check.PLAN, "The plan has no canonical form: numbers beyond 2**53?") from error
    if hashed != order.plan_hash:
        raise Refused(
            Check.PLAN, "The plan was altered: its hash is not the one that the order and approvals name."
        )
    if not 0 <= order.step < len(order.plan.steps):
        raise Refused(Check.PLAN, f"The plan has no step {order.step}.")
    step = order.plan.steps[order.step]
    if step.agent != order.agent or step.host != order.host:
        raise Refused(Check.PLAN, "The step of the plan is for another agent or host than the order.")
    return step


def _action_of(step: PlanStep, catalogue: Catalogue) -> AnyAction:
    action = catalogue.get(step.action)
    if action is None:
        raise Refused(Check.CATALOGUE, f"The action {step.action!r} is not in this agent's catalogue.")
    if action.version != step.version:
        raise Refused(
            Check.CATALOGUE,
            f"The order wants version {step.version} of {step.action}; this agent has version {action.version}.",
        )
    return action


def _check_allowed(order: Order, action: AnyAction, configuration: AgentConfiguration) -> None:
    """The catalogue's risk counts, not the order's claim; a mere look changes nothing, whatever the action."""
    if not any(fnmatchcase(action.name, pattern) for pattern in configuration.allow.actions):
        raise Refused(Check.ALLOWED, f"The action {action.name} is not allowed by agent.toml.")
    risk = action.risk if order.phase is Phase.RUN else Risk.READ
    highest = configuration.allow.highest_risk
    if risk.rank > highest.rank:
        raise Refused(
            Check.RISK, f"{action.name} is {risk.value}; agent.toml allows at most {highest.value}."
        )


def _check_paths(params: Values, configuration: AgentConfiguration) -> None:
    """The reach of what acts: a stolen server must not archive what the machine lives on, however reversibly."""
    roots = configuration.allow.paths
    for path in _paths_in(msgspec.to_builtins(params)) if roots else ():
        if not any(PurePosixPath(normpath(path)).is_relative_to(normpath(root)) for root in roots):
            raise Refused(Check.ALLOWED, f"The path {path[:200]!r} is not below one that agent.toml allows.")


def _paths_in(value: Any) -> Iterator[str]:
    """Every text that is an absolute path, however deep it lies."""
    if isinstance(value, str):
        if value.startswith("/"):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _paths_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _paths_in(inner)
