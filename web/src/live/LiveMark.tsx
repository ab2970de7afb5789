import { IconPlugConnectedX } from "@tabler/icons-react";
import { useT } from "@/language/language";
import classes from "./LiveMark.module.css";
import { useLive } from "./LiveProvider";

/** Whether news arrive by themselves. */
export function LiveMark() {
  const t = useT();
  const state = useLive();
  return (
    <span className={classes.mark} data-state={state} data-testid="live-state" role="status">
      <span className={classes.dot} aria-hidden />
      {t(`live.${state}`)}
    </span>
  );
}

/** Across the page while the line is down. */
export function OfflineBanner() {
  const t = useT();
  if (useLive() !== "offline") return null;
  return (
    <div className={classes.banner} role="alert" data-testid="offline-banner">
      <IconPlugConnectedX aria-hidden size={20} />
      {t("live.banner")}
    </div>
  );
}
