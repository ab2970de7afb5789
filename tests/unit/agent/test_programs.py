"""Programs end when they should, take their group with them, and leave alone what they started on purpose."""

import os
import threading
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.agent.process_birth import birth_of
from bonghwa.agent.programs import run_program
from bonghwa.vocabulary.program import Output, Program, posix_script


def run(program: Program, *, most_seconds: float = 20.0, stop: threading.Event | None = None) -> Output:
    return run_program(program, most_seconds=most_seconds, stop=stop or threading.Event())


def is_gone(process: int) -> bool:
    """Whether it disappears: a signal is delivered a moment after it was sent."""
    deadline = time.monotonic() + 10
    while birth_of(process) is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    return birth_of(process) is None


def test_output_error_and_exit_code_are_told_apart() -> None:
    output = run(posix_script('echo "$1"; echo bad >&2; exit 3', "it's $HOME; `x`"))
    assert (output.stdout, output.stderr, output.exit_code) == ("it's $HOME; `x`\n", "bad\n", 3)
    assert not output.timed_out
    assert not output.truncated


def test_the_environment_is_minimal() -> None:
    names = {line.split("=")[0] for line in run(Program(("env",))).stdout.splitlines()}
    assert names == {"PATH", "LANG", "HOME"}


def test_input_of_any_size_is_fed_and_output_is_bounded() -> None:
    text = "x" * 3_000_000
    whole = run(Program(("wc", "-c"), stdin=text))
    assert int(whole.stdout) == len(text)
    cut = run(Program(("cat",), stdin=text, output_limit=1000))
    assert (len(cut.stdout), cut.truncated, cut.exit_code) == (1000, True, 0)
    assert run(Program(("true",), stdin=text)).exit_code == 0


def test_a_program_that_is_not_there_is_told() -> None:
    for program in (Program(("/no/such/program",)), Program(("x\0y",)), Program(("/etc",)), Program(())):
        output = run(program)
        assert (output.exit_code, "could not be started" in output.stderr) == (127, True)


def test_a_program_that_takes_too_long_is_ended_with_all_its_children(tmp_path: Path) -> None:
    script = 'trap "" TERM; sleep 60 & echo $! > "$1"; while :; do sleep 1; done'
    output = run(posix_script(script, str(tmp_path / "child"), timeout=0.5))
    assert (output.exit_code, output.timed_out) == (None, True)
    assert is_gone(int((tmp_path / "child").read_text()))
    assert run(posix_script("sleep 60"), most_seconds=0.2).timed_out


def test_a_stop_ends_it_at_once() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    output = run(posix_script("sleep 60"), stop=stop)
    assert (output.exit_code, output.timed_out) == (None, False)


def test_a_service_that_it_started_in_the_background_lives_on(tmp_path: Path) -> None:
    """Even one that keeps the output open, as a careless start-up script leaves it."""
    script = 'nohup sleep 60 & echo $! > "$1"; echo started'
    output = run(posix_script(script, str(tmp_path / "service")))
    service = int((tmp_path / "service").read_text())
    assert (output.stdout, output.exit_code) == ("started\n", 0)
    assert birth_of(service) is not None
    os.kill(service, 9)
    assert is_gone(service)


@settings(max_examples=25, deadline=None)
@given(words=st.lists(st.text(max_size=20), max_size=4), text=st.text(max_size=200))
def test_no_word_becomes_syntax_and_no_output_is_too_strange(words: list[str], text: str) -> None:
    output = run(Program(("printf", "%s\\n", *words), stdin=text))
    if any("\0" in word for word in words) or any(0xD800 <= ord(c) < 0xE000 for w in words for c in w):
        assert output.exit_code in {0, 127}
    else:
        assert output.stdout == "".join(f"{word}\n" for word in words or [""])
