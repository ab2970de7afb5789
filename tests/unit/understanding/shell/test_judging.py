"""The policy's verdicts, as cases and as properties."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.understanding.shell import Judgement, Policy, Verdict, judge
from bonghwa.understanding.shell.judging import FAULT

CASES = Path(__file__).parent / "cases"
EXPECTED = {
    "reading": {Verdict.READ_ONLY},
    "changing": {Verdict.CHANGES},
    "forbidden": {Verdict.FORBIDDEN},
    "never_reading": {Verdict.CHANGES, Verdict.FORBIDDEN},
}
WEIGHT = {Verdict.READ_ONLY: 0, Verdict.CHANGES: 1, Verdict.FORBIDDEN: 2}


def cases(name: str) -> list[str]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [line.replace("␤", "\n") for line in lines if line]


ALL = [(name, command) for name in EXPECTED for command in cases(name)]
COMMANDS = st.sampled_from([command for _, command in ALL])
SHELL_TEXT = st.text(
    alphabet=st.sampled_from(list("abl s/*$(){}[]`'\"\\|&;<>=~#!\n\t-0?:.,한\u200b\x1b")), max_size=80
)


@pytest.mark.parametrize(("name", "command"), ALL)
def test_each_command_gets_its_verdict(name: str, command: str) -> None:
    answer = judge(command)
    assert answer.verdict in EXPECTED[name], answer.reasons
    assert answer.reasons
    assert FAULT not in answer.reasons[0]


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), SHELL_TEXT))
def test_any_text_gets_a_verdict(text: str) -> None:
    answer = judge(text)
    assert isinstance(answer, Judgement)
    assert answer.reasons
    assert FAULT not in answer.reasons[0]


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(COMMANDS, SHELL_TEXT, st.text(max_size=100)),
    st.sampled_from(["; ", "\n", " && ", " || ", " | ", " & "]),
)
def test_a_removal_behind_anything_is_never_reading(text: str, joint: str) -> None:
    # Inside an open quote or behind a comment sign the addition would be text and not a command.
    quiet = (
        "#" in text or "<<" in text or any(text.count(sign) for sign in "'\"`\\(){}[]") or text.endswith("$")
    )
    answer = judge(text + joint + "rm -rf /")
    assert quiet or answer.verdict is not Verdict.READ_ONLY


@settings(max_examples=300, deadline=None)
@given(COMMANDS)
def test_a_removal_behind_a_known_command_is_never_reading(command: str) -> None:
    if "#" not in command:
        assert judge(command + "\nrm -rf /").verdict is Verdict.FORBIDDEN


@settings(max_examples=300, deadline=None)
@given(COMMANDS)
def test_a_shell_around_a_command_never_lowers_its_verdict(command: str) -> None:
    inner = judge(command).verdict
    quoted = "'" + command.replace("'", "'\\''") + "'"
    for wrapped in (
        f"sh -c {quoted}",
        f"sudo bash -c {quoted}",
        f"timeout 5 sh -c {quoted}",
        f"ssh web01 {quoted}",
    ):
        assert WEIGHT[judge(wrapped).verdict] >= WEIGHT[inner], wrapped


PLAIN = {"touch", "cat", "rm", "kill", "cp", "mv", "git", "curl", "psql", "systemctl", "find", "sed", "awk"}


@pytest.mark.parametrize(
    "wrapper", ["sudo", "nice", "nohup", "timeout 5", "env A=b", "ionice -c3", "stdbuf -oL", "time"]
)
def test_a_wrapper_never_lowers_a_verdict(wrapper: str) -> None:
    plain = [command for command in cases("never_reading") if command.split()[0] in PLAIN]
    assert len(plain) > 100
    lowered = [c for c in plain if judge(f"{wrapper} {c}").verdict is Verdict.READ_ONLY]
    assert lowered == []


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "$(",
        "`",
        '"$(',
        "a;",
        "{",
        "${a:-",
        "if ",
        "case ",
        "$(((",
        "[[ ( ",
        "a|",
        "<(",
        "a" * 9,
        "'",
        "\\\n",
        "a && ",
        "<<E\n",
        "한",
    ],
)
def test_huge_input_is_answered(piece: str) -> None:
    assert judge(piece * (100_000 // len(piece))).verdict is Verdict.FORBIDDEN
    assert judge(piece * (8_000 // len(piece))).verdict in {Verdict.FORBIDDEN, Verdict.CHANGES}


def test_reasons_name_the_deciding_words_and_their_place() -> None:
    answer = judge("uptime; systemctl restart tomcat")
    assert any("systemctl restart tomcat" in reason and "character 9" in reason for reason in answer.reasons)
    assert "service:tomcat" in answer.touches


def test_touched_paths_and_hosts_are_told() -> None:
    answer = judge("curl -s http://10.0.0.7:8080/health; cat /etc/hosts")
    assert "path:/etc/hosts" in answer.touches
    assert answer.destinations == ("10.0.0.7",)


def test_the_deny_list_forbids_what_is_harmless() -> None:
    policy = Policy.from_text(deny="# nobody looks here\ncat /app/secret-plans/*\n*mining*\n")
    assert judge("cat /app/secret-plans/a.txt", policy).verdict is Verdict.FORBIDDEN
    assert judge("ls; sudo c'a't /app/secret-plans/a.txt", policy).verdict is Verdict.FORBIDDEN
    assert judge("ls /app/mining", policy).verdict is Verdict.FORBIDDEN
    assert judge("cat /app/plan.txt", policy).verdict is Verdict.READ_ONLY


def test_the_allow_list_only_narrows() -> None:
    policy = Policy.from_text(allow="df *\nrm *\n")
    assert judge("df -h", policy).verdict is Verdict.READ_ONLY
    assert judge("uptime", policy).verdict is Verdict.CHANGES
    assert judge("rm -rf /", policy).verdict is Verdict.FORBIDDEN


def test_only_hosts_of_the_inventory_are_contacted() -> None:
    policy = Policy.from_text(inventory_hosts=["web01", "10.20.0.0/16"])
    assert judge("ping -c 1 web01", policy).verdict is Verdict.READ_ONLY
    assert judge("curl -s http://10.20.3.4/health", policy).verdict is Verdict.READ_ONLY
    assert judge("curl -s http://127.0.0.1/health", policy).verdict is Verdict.READ_ONLY
    assert judge("ping -c 1 web02", policy).verdict is Verdict.CHANGES
    assert judge("ssh web02 uptime", policy).verdict is Verdict.CHANGES
    assert judge("curl -s http://10.21.3.4/health", policy).verdict is Verdict.CHANGES


@pytest.mark.parametrize("text", ["x" * 501, "a\n" * 2001])
def test_a_list_beyond_its_limits_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Shorten"):
        Policy.from_text(deny=text)
