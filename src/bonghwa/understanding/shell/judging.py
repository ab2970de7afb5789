"""The command policy's one question: what would this command line do?"""

from bonghwa.understanding.shell.catalogue import CATALOGUE
from bonghwa.understanding.shell.characters import complaint
from bonghwa.understanding.shell.court import Court
from bonghwa.understanding.shell.judges.registry import JUDGES
from bonghwa.understanding.shell.policy import DEFAULT, Policy
from bonghwa.understanding.shell.verdict import FORBIDDEN, Judgement
from bonghwa.understanding.shell.walk import walk

LONGEST = 8192
MOST_PIPES = 300
FAULT = "The policy itself failed on this command"


def judge(command: str, policy: Policy = DEFAULT) -> Judgement:
    """Judge one command line (several lines are judged as one).

    Nothing is run, no file is read. A command that cannot be read with certainty, that uses unknown programs or
    unknown options is never read-only; the heaviest verdict among its parts stands. Never raises on any text.
    """
    try:
        return _judged(command, policy)
    except Exception as error:  # noqa: BLE001  # a fault of ours must refuse a command, never let it pass or stop its caller
        return _refused(f"{FAULT} ({type(error).__name__}); it is refused. Please report the command.")


def _judged(command: str, policy: Policy) -> Judgement:
    if len(command) > LONGEST:
        return _refused(
            f"The command has {len(command)} characters; more than {LONGEST} cannot be looked through."
        )
    if not command.strip():
        return _refused("There is no command.")
    why = complaint(command)
    if why:
        return _refused(why)
    if command.count("|") > MOST_PIPES:
        return _refused("The command has too many pipes to be looked through.")
    court = Court(policy, CATALOGUE, JUDGES, walk)
    court.source = command
    pattern = policy.denied_by(command) if policy.deny else None
    if pattern is not None:
        court.forbid_plain(f"The operator's deny list forbids “{pattern}”.")
    try:
        walk(court, command, None)
    except RecursionError:
        court.forbid_plain("The command is nested too deeply to be looked through.")
    return court.record.close()


def _refused(why: str) -> Judgement:
    return Judgement(FORBIDDEN, (why,))
