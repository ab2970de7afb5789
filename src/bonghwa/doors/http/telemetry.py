"""Our own telemetry for Prometheus: counted from committed facts, never per log line."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bonghwa.doors.agents.hub import AgentHub
from bonghwa.doors.http.live import LiveHub
from bonghwa.flow.diagnoses.events import DiagnosisConcluded
from bonghwa.flow.incidents.events import IncidentOpened
from bonghwa.flow.proposals.events import ProposalDecided, ProposalMade
from bonghwa.flow.runs.events import RunFinished
from bonghwa.flow.signals.events import SignalsAccepted
from bonghwa.store.outbox import Event


class Telemetry:
    """Counters of this process since its start, and gauges read when asked."""

    def __init__(self, agents: AgentHub, live: LiveHub) -> None:
        self._registry = CollectorRegistry()
        registry = self._registry
        self._batches = Counter("bonghwa_signal_batches", "Batches accepted from agents.", registry=registry)
        self._incidents = Counter(
            "bonghwa_incidents_opened", "Incidents opened.", ["level"], registry=registry
        )
        self._diagnoses = Counter("bonghwa_diagnoses", "Diagnoses ended.", ["status"], registry=registry)
        self._made = Counter("bonghwa_proposals_made", "Proposals made.", registry=registry)
        self._decided = Counter(
            "bonghwa_proposals_decided", "Proposals decided.", ["status"], registry=registry
        )
        self._runs = Counter("bonghwa_runs_finished", "Runs finished.", ["status"], registry=registry)
        connected = Gauge("bonghwa_agents_connected", "Agents connected to this process.", registry=registry)
        connected.set_function(lambda: len(agents.connected))
        screens = Gauge("bonghwa_live_screens", "Open live connections of people.", registry=registry)
        screens.set_function(lambda: live.open)

    def take(self, events: Sequence[Event]) -> None:
        """Count committed facts."""
        for event in events:
            match event:
                case SignalsAccepted():
                    self._batches.inc()
                case IncidentOpened():
                    self._incidents.labels(event.level.value).inc()
                case DiagnosisConcluded():
                    self._diagnoses.labels(event.status).inc()
                case ProposalMade():
                    self._made.inc()
                case ProposalDecided():
                    self._decided.labels(event.status).inc()
                case RunFinished():
                    self._runs.labels(event.status).inc()
                case _:
                    continue

    def text(self) -> bytes:
        """The figures in Prometheus' text format."""
        return generate_latest(self._registry)
