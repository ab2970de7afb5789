import { IconAlertOctagon, IconAlertTriangle, IconArrowBackUp, IconEye } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Risk } from "@/api/types";
import { Badge, type Tone } from "@/app/Badge";
import { useT } from "@/language/language";

const LOOKS: Record<Risk, [Tone, ReactNode]> = {
  read: ["calm", <IconEye key="i" aria-hidden size={14} />],
  reversible: ["good", <IconArrowBackUp key="i" aria-hidden size={14} />],
  disruptive: ["high", <IconAlertTriangle key="i" aria-hidden size={14} />],
  destructive: ["bad", <IconAlertOctagon key="i" aria-hidden size={14} />],
};

export function RiskBadge({ risk, testId }: { risk: Risk; testId?: string }) {
  const t = useT();
  const [tone, icon] = LOOKS[risk];
  return (
    <Badge tone={tone} icon={icon} value={risk} {...(testId ? { testId } : {})}>
      {t(`risk.${risk}`)}
    </Badge>
  );
}
