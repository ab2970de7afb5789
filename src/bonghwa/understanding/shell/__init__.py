"""Understands a shell command and judges its risk, without running or reading anything."""

from bonghwa.understanding.shell.judging import judge
from bonghwa.understanding.shell.policy import DEFAULT, Policy
from bonghwa.understanding.shell.verdict import Judgement, Verdict

__all__ = ["DEFAULT", "Judgement", "Policy", "Verdict", "judge"]
