"""Reads a sed program far enough to know what it runs, writes and reads."""

from collections.abc import Iterator

_SIMPLE = frozenset("=dDgGhHnNpPxzlF}qQ")
_TEXT = frozenset("aic")
_JUMP = frozenset("btT:v")


def sed_actions(program: str) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912  # one plain branch for each form that the command line can take
    """`run`, `write`, `read` with their value for every such command; `unsure` where the text cannot be followed."""
    place = 0
    length = len(program)
    steps = 0
    while place < length:
        steps += 1
        if steps > 2000:
            yield "unsure", program[:60]
            return
        letter = program[place]
        if letter in " \t\n;{!," or letter.isdigit() or letter in "$~+":
            place += 1
        elif letter in {"/", "\\"}:
            place = _address(program, place)
            if place < 0:
                yield "unsure", program
                return
            while place < length and program[place] in "IM":
                place += 1
        elif letter == "#":
            place = _line_end(program, place)
        elif letter in "sy":
            place, flags, extra = _substitution(program, place)
            if place < 0:
                yield "unsure", program
                return
            if letter == "s" and "e" in flags:
                yield "run", program
            if letter == "s" and extra is not None:
                yield "write", extra
        elif letter in "wW":
            end = _line_end(program, place)
            yield "write", program[place + 1 : end].strip()
            place = end
        elif letter in "rR":
            end = _line_end(program, place)
            yield "read", program[place + 1 : end].strip().rstrip("}").strip()
            place = end
        elif letter == "e":
            yield "run", program[place:]
            return
        elif letter in _TEXT or letter in _JUMP:
            place = _line_end(program, place) if letter in _TEXT else _label_end(program, place)
        elif letter in _SIMPLE:
            place += 1
        else:
            yield "unsure", program
            return


def _line_end(program: str, place: int) -> int:
    end = program.find("\n", place)
    while end > 0 and program[end - 1] == "\\":
        end = program.find("\n", end + 1)
    return len(program) if end < 0 else end


def _label_end(program: str, place: int) -> int:
    while place < len(program) and program[place] not in ";\n}":
        place += 1
    return place


def _address(program: str, place: int) -> int:
    delimiter = program[place]
    if delimiter == "\\":
        place += 1
        if place >= len(program):
            return -1
        delimiter = program[place]
    return _past(program, place + 1, delimiter)


def _past(program: str, place: int, delimiter: str) -> int:
    """The place behind the next `delimiter`, minding escapes and brackets; -1 when there is none."""
    while place < len(program):
        letter = program[place]
        if letter == "\\":
            place += 2
            continue
        if letter == "[" and delimiter != "[":
            end = program.find("]", place + 2 + (program[place + 1 : place + 2] == "^"))
            upcoming = program.find(delimiter, place)
            if (
                end > 0
                and "\n" not in program[place:end]
                and not (0 <= upcoming < end and program.count("]", upcoming) == 0)
            ):
                place = end + 1
                continue
        if letter == delimiter:
            return place + 1
        if letter == "\n":
            return -1
        place += 1
    return -1


def _substitution(program: str, place: int) -> tuple[int, str, str | None]:  # noqa: PLR0911  # one plain branch for each form that the command line can take
    if place + 1 >= len(program):
        return -1, "", None
    delimiter = program[place + 1]
    if delimiter in "\\\n" or delimiter.isalnum() or delimiter.isspace():
        return -1, "", None
    middle = _past(program, place + 2, delimiter)
    if middle < 0:
        return -1, "", None
    end = middle
    while end < len(program) and program[end] != delimiter:
        end += 2 if program[end] == "\\" else 1
    if end >= len(program):
        return -1, "", None
    end += 1
    flags = ""
    while end < len(program) and program[end] in "gpiImMe0123456789":
        flags += program[end]
        end += 1
    if end < len(program) and program[end] == "w":
        stop = _line_end(program, end)
        return stop, flags, program[end + 1 : stop].strip()
    if end < len(program) and program[end] not in " \t\n;}#":
        return -1, "", None
    return end, flags, None
