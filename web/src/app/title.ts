import { useEffect } from "react";
import { useT } from "@/language/language";

/** Names the browser tab after the page. */
export function useTitle(title: string | undefined): void {
  const name = useT()("app.name");
  useEffect(() => {
    document.title = title ? `${title} · ${name}` : name;
  }, [title, name]);
}
