import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconClock,
  IconHelpCircle,
  IconPlayerPlay,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Run, RunStep } from "@/api/types";
import { Badge, type Tone } from "@/app/Badge";
import { useT } from "@/language/language";

type Status = Run["status"] | RunStep["status"];

const LOOKS: Record<Status, [Tone, ReactNode]> = {
  waiting: ["quiet", <IconClock key="i" aria-hidden size={14} />],
  pending: ["quiet", <IconClock key="i" aria-hidden size={14} />],
  running: ["calm", <IconPlayerPlay key="i" aria-hidden size={14} />],
  succeeded: ["good", <IconCheck key="i" aria-hidden size={14} />],
  failed: ["bad", <IconX key="i" aria-hidden size={14} />],
  undone: ["wait", <IconArrowBackUp key="i" aria-hidden size={14} />],
  changed: ["wait", <IconHelpCircle key="i" aria-hidden size={14} />],
  refused: ["bad", <IconBan key="i" aria-hidden size={14} />],
  cancelled: ["quiet", <IconBan key="i" aria-hidden size={14} />],
  unknown: ["bad", <IconHelpCircle key="i" aria-hidden size={14} />],
};

export function RunBadge({ status, testId }: { status: Status; testId: string }) {
  const t = useT();
  const [tone, icon] = LOOKS[status] ?? LOOKS.unknown;
  return (
    <Badge tone={tone} icon={icon} testId={testId} value={status}>
      {t(`run.${status}`)}
    </Badge>
  );
}
