import { useChangeWords } from "./use-change-words.ts";

/** The tone of a change: up, down or flat. */
export function toneOf(change: number | null): "up" | "down" | "flat" {
  if (change === null || Math.abs(change) < 0.000_05) return "flat";
  return change > 0 ? "up" : "down";
}

/** A change with its sign and colour; a dash where it is unknown. */
export function Change({ value }: { readonly value: number | null }) {
  const formatChange = useChangeWords();
  return <span className={`number tone-${toneOf(value)}`}>{value === null ? "–" : formatChange(value)}</span>;
}
