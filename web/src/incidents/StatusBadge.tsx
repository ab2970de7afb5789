import {
  IconCheck,
  IconHourglassHigh,
  IconSearch,
  IconSparkles,
  IconTool,
  IconUserExclamation,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { IncidentStatus } from "@/api/types";
import { Badge, type Tone } from "@/app/Badge";
import { useT } from "@/language/language";

const LOOKS: Record<IncidentStatus, [Tone, ReactNode]> = {
  new: ["calm", <IconSparkles key="i" aria-hidden size={14} />],
  diagnosing: ["calm", <IconSearch key="i" aria-hidden size={14} />],
  awaiting_approval: ["wait", <IconHourglassHigh key="i" aria-hidden size={14} />],
  repairing: ["calm", <IconTool key="i" aria-hidden size={14} />],
  needs_person: ["bad", <IconUserExclamation key="i" aria-hidden size={14} />],
  resolved: ["good", <IconCheck key="i" aria-hidden size={14} />],
};

export function StatusBadge({ status, testId = "status" }: { status: IncidentStatus; testId?: string }) {
  const t = useT();
  const [tone, icon] = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon} testId={testId} value={status}>
      {t(`status.${status}`)}
    </Badge>
  );
}
