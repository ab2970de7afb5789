"""How what was seen of a service is judged."""

from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.action import Outcome, Verdict


def shortcoming(p: ServiceParams, s: ServiceState) -> Outcome | None:
    """What keeps the service from being well, or None: it runs, listens and answers, as far as was asked."""
    if s.backend is None:
        return Outcome(
            Verdict.UNKNOWN,
            f"The service {p.service} was not found: {'; '.join(s.not_found) or 'no backend'}.",
        )
    if s.activity == "unknown":
        return Outcome(Verdict.UNKNOWN, f"{s.backend} does not tell whether {p.service} runs ({s.detail}).")
    if not s.running:
        return Outcome(Verdict.FAILED, f"{p.service} is {s.activity} ({s.detail}).")
    return _deaf(p, s) or _unhealthy(p, s)


def _deaf(p: ServiceParams, s: ServiceState) -> Outcome | None:
    if p.port is None or s.port_listening:
        return None
    if s.port_listening is None:
        return Outcome(Verdict.UNKNOWN, f"{p.service} runs, but its port {p.port} could not be looked at.")
    return Outcome(Verdict.FAILED, f"{p.service} runs, but nothing listens on port {p.port}.")


def _unhealthy(p: ServiceParams, s: ServiceState) -> Outcome | None:
    if p.health is None:
        return None
    if s.http_code is None:
        return Outcome(
            Verdict.UNKNOWN, f"{p.service} runs, but its health could not be asked: {s.http_reason}."
        )
    if s.http_code == 0:
        return Outcome(
            Verdict.FAILED, f"{p.service} runs, but its health address does not answer: {s.http_reason}."
        )
    if not 200 <= s.http_code < 400:
        return Outcome(Verdict.FAILED, f"{p.service} runs, but its health address answers {s.http_code}.")
    return None


def wellness(p: ServiceParams, s: ServiceState) -> str:
    """What was proven of a service that is well, as the end of a sentence."""
    facts = [f"process {', '.join(map(str, s.pids))}"] if s.pids else []
    if p.port is not None:
        facts.append(f"port {p.port} listens")
    if p.health is not None:
        facts.append(f"health answers {s.http_code}")
    return "; ".join(facts) or s.detail


def started_anew(p: ServiceParams, before: ServiceState, after: ServiceState) -> Outcome:
    """Whether the service is well and truly another run than before, by its identity."""
    bad = shortcoming(p, after)
    if bad is not None:
        return bad
    if set(before.identity) & set(after.identity):
        return Outcome(
            Verdict.FAILED, f"{p.service} runs, but it is the same run as before: it was not restarted."
        )
    if before.running and not (before.identity and after.identity):
        return Outcome(
            Verdict.UNKNOWN,
            f"{p.service} runs, but {after.backend} gives no sign by which to tell that it started anew.",
        )
    return Outcome(Verdict.SUCCEEDED, f"{p.service} started anew: {wellness(p, after)}.")


def material_of(s: ServiceState) -> dict[str, object]:
    """What an approver relied on: who keeps the service, and whether it was up or down.

    Process ids, ports and answers may flicker between approval and run without changing what would be done.
    """
    return {"backend": s.backend, "up": s.running}
