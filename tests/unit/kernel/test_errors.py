"""One tree of errors, one table of statuses and exit codes, and both agree."""

import re

import pytest

from bonghwa.kernel import errors
from bonghwa.kernel.errors import BonghwaError, RateLimited


def _tree(of: type[BonghwaError] = BonghwaError) -> list[type[BonghwaError]]:
    own = [kind for kind in of.__subclasses__() if kind.__module__ == errors.__name__]
    return [kind for child in own for kind in [child, *_tree(child)]]


DOCUMENTED = {
    name: (int(status), int(exit_code))
    for name, status, exit_code in re.findall(r"[├└]── (\w+) .*?(\d{3}), exit (\d)", errors.__doc__ or "")
}


def test_every_error_is_documented() -> None:
    assert {kind.__name__ for kind in _tree()} == DOCUMENTED.keys()


@pytest.mark.parametrize("kind", _tree())
def test_statuses_and_exit_codes_are_the_documented_ones(kind: type[BonghwaError]) -> None:
    assert (kind.status, kind.exit_code) == DOCUMENTED[kind.__name__]
    assert re.fullmatch(r"[a-z_]+", kind.code)


def test_codes_tell_errors_apart() -> None:
    codes = [kind.code for kind in _tree()]
    assert len(set(codes)) == len(codes)


def test_an_error_says_what_and_what_next() -> None:
    assert str(errors.Invalid("Wrong.", next_step="Correct it.")) == "Wrong. Correct it."
    assert str(errors.Invalid("Wrong.")) == "Wrong."
    limited = RateLimited("Too often.", retry_after=9)
    assert "9 seconds" in limited.next_step
