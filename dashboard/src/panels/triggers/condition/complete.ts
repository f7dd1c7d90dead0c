import { functionSignatures, otherFunctionNames } from "../../../../../conditions/function-signatures.ts";
import { formatDuration } from "../../../../../conditions/read-window.ts";
import type { SignalCatalogue } from "../../../../../conditions/signal-catalogue.ts";
import { parseDurationMs } from "../../../../../contracts/time.ts";
import { namesOf, textArgumentsOf, textKindOf } from "./argument-kinds.ts";
import { type Place, placeAt } from "./place-at.ts";
import { rankOf } from "./rank-option.ts";
import { accessorOf } from "./signal-accessor.ts";

export type Option = {
  /** As the list shows it. */
  readonly label: string;
  readonly detail: string;
  readonly kind: "signal" | "function" | "window" | "operator" | "name";
  /** What it puts into the text; the caret stands behind it. */
  readonly insert: string;
  /** What follows is to be offered at once. */
  readonly goesOn: boolean;
};

/** What may be written at the caret, and the part of the text that it takes the place of. */
export type Completion = {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Option[];
  /** It is shown while someone types; others when they are asked for. */
  readonly isEager: boolean;
};

export type Known = { readonly catalogue: SignalCatalogue; readonly cadenceMs: number; readonly windowMsMax: number };

const optionsMax = 60;

/** What fits at the caret of a condition, the best first. */
export function completeAt(text: string, caret: number, known: Known): Completion {
  const place = placeAt(text, caret);
  const { from, to, typed } = place;
  const all = optionsAt(place, text, known);
  const options = all
    .flatMap((option, index) => {
      const rank = rankOf(typed, option.label, option.also);
      return rank === null ? [] : [{ option, rank: rank * 10_000 + index }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, optionsMax)
    .map(({ option: { also: _, ...option } }) => option);
  const isDone = options.length === 1 && options[0]?.insert === text.slice(from, to);
  return { from, to, options: isDone ? [] : options, isEager: place.kind === "text" || typed !== "" };
}

type Candidate = Option & { readonly also: readonly string[] };

function optionsAt(place: Place, text: string, known: Known): Candidate[] {
  const { kind, call, typed } = place;
  if (kind === "operator") return operators;
  const textKind = call === null ? null : textKindOf(call.name, call.argument);
  if (textKind !== null && call !== null) {
    const close = closeOf(place, text);
    if (textKind === "window") return windows(known).map((window) => textOption(window, "window", "window", close));
    return namesOf(textKind, call.texts, known.catalogue).map(({ name, key }) =>
      textOption(name, describeSignal(key, known.catalogue), "name", close),
    );
  }
  if (kind === "text" || /^\d/.test(typed)) return [];
  return [...functions, ...byUse(known.catalogue.keys).map((key) => signalOption(key, known.catalogue))];
}

/** Prices first, then what has a function of its own. */
function byUse(keys: readonly string[]): readonly string[] {
  const placeOf = (key: string): number => {
    const place = ["price.", "factor.", "cluster.", "market.", "event."].findIndex((prefix) => key.startsWith(prefix));
    return place < 0 ? 9 : place;
  };
  return keys.toSorted((a, b) => placeOf(a) - placeOf(b));
}

type Closing = { readonly before: string; readonly after: string; readonly goesOn: boolean };

/** Quotes, and what follows the argument: a comma or the bracket, where neither is there yet. */
function closeOf({ kind, call, to, quote, isClosed }: Place, text: string): Closing {
  const rest = text.slice(kind === "text" && isClosed ? to + 1 : to).trimStart();
  const isLast = call === null || call.argument + 1 >= textArgumentsOf(call.name);
  const next = /^[,)]/.test(rest) ? "" : isLast ? ")" : ", ";
  const isInside = kind === "text";
  const end = isInside && isClosed ? (next === "" ? "" : null) : `${quote}${next}`;
  return { before: isInside ? "" : quote, after: end ?? "", goesOn: end !== null && next === ", " };
}

const textOption = (name: string, detail: string, kind: Option["kind"], close: Closing): Candidate => ({
  label: name,
  detail,
  kind,
  insert: `${close.before}${name}${close.after}`,
  goesOn: close.goesOn,
  also: [],
});

function signalOption(key: string, catalogue: SignalCatalogue): Candidate {
  const label = accessorOf(key);
  return { label, detail: describeSignal(key, catalogue), kind: "signal", insert: label, goesOn: false, also: [key] };
}

function describeSignal(key: string, catalogue: SignalCatalogue): string {
  const signal = catalogue.find(key);
  if (signal === undefined) return "all events";
  const { unit, min, max, description } = signal;
  const range = min === undefined || max === undefined ? "" : `${min} to ${max}`;
  return [unit ?? range, description].filter((part) => part !== "").join(" · ");
}

const functions: Candidate[] = [...functionSignatures].map(([name, { form, gives }]) => {
  const isQuoted = textKindOf(name, 0) !== null;
  const others = [...otherFunctionNames].flatMap(([other, own]) => (own === name ? [other] : []));
  const detail = gives === "truth" ? "true or false" : "a number";
  return {
    label: form,
    detail,
    kind: "function",
    insert: `${name}(${isQuoted ? "'" : ""}`,
    goesOn: true,
    also: others,
  };
});

const operators: Candidate[] = (
  [
    ["<", "less than"],
    ["<=", "at most"],
    [">", "greater than"],
    [">=", "at least"],
    ["==", "equal to"],
    ["!=", "other than"],
    ["&&", "and: both hold"],
    ["||", "or: one of them holds"],
    ["+", "plus"],
    ["-", "minus"],
    ["*", "times"],
    ["/", "divided by"],
  ] as const
).map(([sign, detail]) => ({ label: sign, detail, kind: "operator", insert: `${sign} `, goesOn: false, also: [] }));

const usualWindows = ["2m", "6m", "10m", "30m", "1h", "2h", "4h", "12h", "1d", "3d", "7d"];

function windows({ cadenceMs, windowMsMax }: Known): string[] {
  const fitting = usualWindows.filter((window) => {
    const windowMs = parseDurationMs(window) ?? 0;
    return windowMs % cadenceMs === 0 && windowMs <= windowMsMax;
  });
  return fitting.length > 0 ? fitting : [formatDuration(cadenceMs)];
}
