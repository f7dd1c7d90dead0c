import type { SignalCatalogue } from "../../../../../conditions/signal-catalogue.ts";
import { keysWithPrefix } from "../../../../../conditions/suggest-name.ts";

/** What an argument in quotes names. */
export type TextKind = "price" | "factor" | "market" | "cluster" | "measure" | "key" | "event" | "window";

const overWindow = ["number", "window"] as const;
const kinds: Readonly<Record<string, readonly (TextKind | "number")[]>> = {
  price: ["price"],
  low: ["price"],
  high: ["price"],
  factor: ["factor"],
  market: ["market"],
  cluster: ["cluster", "measure"],
  signal: ["key"],
  change: overWindow,
  sma: overWindow,
  ema: overWindow,
  min: overWindow,
  max: overWindow,
  stddev: overWindow,
  zscore: overWindow,
  eventCount: ["event", "window"],
  touches: ["price", "number"],
  trailingStop: ["price", "number"],
};

/** How many arguments a function takes, where one of them is a text. */
export const textArgumentsOf = (name: string): number => kinds[name]?.length ?? 0;

/** What stands in quotes there; null where a number does. */
export function textKindOf(name: string, argument: number): TextKind | null {
  const kind = kinds[name]?.[argument] ?? "number";
  return kind === "number" ? null : kind;
}

/** Names for an argument with the signals that they stand for. `texts` are those before it: a measure belongs to its cluster. */
export function namesOf(
  kind: Exclude<TextKind, "window">,
  texts: readonly string[],
  catalogue: SignalCatalogue,
): readonly { readonly name: string; readonly key: string }[] {
  const named = (prefix: string, nameOf = (rest: string) => rest) =>
    keysWithPrefix(catalogue.keys, prefix).map((key) => ({ name: nameOf(key.slice(prefix.length)), key }));
  switch (kind) {
    case "key":
      return catalogue.keys.map((key) => ({ name: key, key }));
    case "cluster": {
      const all = named("cluster.", (rest) => rest.slice(0, rest.lastIndexOf(".")));
      return all.filter(({ name }, index) => all.findIndex((each) => each.name === name) === index);
    }
    case "measure":
      return named(`cluster.${texts.at(-1) ?? ""}.`);
    case "event":
      return [{ name: "*", key: "" }, ...named("event.")];
    default:
      return named(`${kind}.`);
  }
}
