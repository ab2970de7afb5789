/** The element of one piece of evidence. */
export const anchorOf = (id: string): string => `evidence-${id}`;

/** Opens a piece of evidence, brings it into view and puts the focus on it. */
export function openEvidence(id: string): void {
  const piece = document.getElementById(anchorOf(id));
  if (!(piece instanceof HTMLDetailsElement)) return;
  piece.open = true;
  piece.scrollIntoView({ block: "center" });
  piece.querySelector("summary")?.focus({ preventScroll: true });
}
