"""Masking of everything in a result before it leaves the machine, and keeping it small enough to be sent."""

from collections.abc import Sequence
from typing import Any

import msgspec

from bonghwa.kernel.masking import Masker
from bonghwa.vocabulary.order import OrderResult
from bonghwa.vocabulary.program import Output

MOST_OUTPUT = 1024 * 1024
MOST_STATE = 2 * 1024 * 1024


def masked_state(state: Any, masker: Masker) -> dict[str, Any]:
    """A state (or its JSON) as JSON, every text masked; a note in its place when it is larger than 2 MiB."""
    plain = _masked(msgspec.to_builtins(state), masker)
    if len(msgspec.json.encode(plain)) > MOST_STATE:
        return {"too_large": True}
    return dict(plain) if isinstance(plain, dict) else {"value": plain}


def masked_outputs(outputs: Sequence[Output], masker: Masker) -> tuple[Output, ...]:
    """The outputs, masked; beyond 1 MiB of text in all they are cut and said to be."""
    room = MOST_OUTPUT
    kept: list[Output] = []
    for output in outputs:
        stdout, stderr = masker.mask(output.stdout), masker.mask(output.stderr)
        short, short_error = stdout[:room], stderr[: max(room - len(stdout), 0)]
        room -= len(short) + len(short_error)
        kept.append(
            msgspec.structs.replace(
                output,
                stdout=short,
                stderr=short_error,
                truncated=output.truncated or len(short) + len(short_error) < len(stdout) + len(stderr),
            )
        )
    return tuple(kept)


def masked_result(result: OrderResult, masker: Masker) -> OrderResult:
    """`result` as it may leave: states, outputs and sentences masked."""
    outcome = result.outcome
    return msgspec.structs.replace(
        result,
        reason=masker.mask(result.reason),
        before=masked_state(result.before, masker) if result.before is not None else None,
        after=masked_state(result.after, masker) if result.after is not None else None,
        outcome=msgspec.structs.replace(outcome, reason=masker.mask(outcome.reason)) if outcome else None,
        outputs=masked_outputs(result.outputs, masker),
    )


def _masked(value: Any, masker: Masker) -> Any:
    if isinstance(value, str):
        return masker.mask(value)
    if isinstance(value, dict):
        return {str(name): _masked(item, masker) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item, masker) for item in value]
    return value
