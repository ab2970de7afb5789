import type { ReactNode } from "react";
import classes from "./Empty.module.css";

/** Nothing to show, said kindly, with what comes next. */
export function Empty(props: {
  picture: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty} data-testid="empty">
      {props.picture}
      <h2 className={classes.title}>{props.title}</h2>
      {props.children}
      {props.action}
    </div>
  );
}
