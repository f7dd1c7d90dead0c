import type { ReactNode } from "react";

type ChipTone = "good" | "bad" | "warn" | "busy" | "quiet";

/** A small label for a state. The tone adds to the words and never replaces them. */
export function Chip({ tone, children }: { readonly tone: ChipTone; readonly children: ReactNode }) {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}
