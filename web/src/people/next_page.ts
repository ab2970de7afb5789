/** Only addresses of our own pages are followed after the login. */
export const safeNext = (next: string | undefined): string =>
  next?.startsWith("/app/") && !next.startsWith("/app/login") ? next : "/app/incidents";
