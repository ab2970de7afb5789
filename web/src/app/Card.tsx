import { type ReactNode, useId } from "react";
import classes from "./Card.module.css";

/** One section of a page with its heading. */
export function Card(props: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  tone?: "wait" | "good" | "bad";
  testId?: string;
}) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id} data-tone={props.tone} data-testid={props.testId}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {props.title}
        </h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
