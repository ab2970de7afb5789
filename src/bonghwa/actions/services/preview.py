"""What a person is shown before a service is touched."""

from collections.abc import Sequence

from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.action import PreviewLine


def preview_of(
    key: str, p: ServiceParams, before: ServiceState, *, force: bool = False
) -> Sequence[PreviewLine]:
    """What would be done, what stands in the way, and how it will be proven."""
    if before.backend is None:
        return (
            PreviewLine(
                "preview.service.not_found", {"service": p.service, "reasons": "; ".join(before.not_found)}
            ),
        )
    pids = ", ".join(map(str, before.pids)) or "-"
    lines = [
        PreviewLine(
            key, {"service": p.service, "backend": before.backend, "activity": before.activity, "pids": pids}
        )
    ]
    if force:
        lines.append(PreviewLine("preview.service.force", {"pids": pids}))
    lines += [PreviewLine("preview.obstacle", {"obstacle": obstacle}) for obstacle in before.obstacles]
    if p.port is not None:
        lines.append(PreviewLine("preview.service.proof_port", {"port": str(p.port)}))
    if p.health is not None:
        lines.append(PreviewLine("preview.service.proof_health", {"health": p.health}))
    return lines
