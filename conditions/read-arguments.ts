import type { ASTNode } from "@marcbachmann/cel-js";
import { SignalKey } from "../contracts/ids.ts";
import type { CompileScope } from "./compile-scope.ts";
import { refuse } from "./condition-error.ts";
import { functionSignatures, otherFunctionNames } from "./function-signatures.ts";
import { cutText, quoteText } from "./quote-text.ts";
import { readWindow } from "./read-window.ts";
import type { CatalogueSignal } from "./signal-catalogue.ts";
import { keysWithPrefix, suggestName, suggestSignal, suggestSymbol } from "./suggest-name.ts";

export type CallNode = Extract<ASTNode, { op: "call" }>;

export const functionNameOf = (node: CallNode): string => node.args[0];

/** Refuses a call of what is no function, or not with that many arguments. */
export function checkCall(node: CallNode): "number" | "truth" {
  const [name, args] = node.args;
  const signature = functionSignatures.get(name);
  if (signature === undefined) {
    const near = otherFunctionNames.get(name.toLowerCase()) ?? suggestName(name, [...functionSignatures.keys()]);
    return refuse("unsupported", `there is no function ${cutText(name, 40, "end")}`, node.start, near);
  }
  if (args.length !== signature.arity) {
    const count = signature.arity === 1 ? "one argument" : `${signature.arity} arguments`;
    refuse("wrong-type", `${name} takes ${count}: ${signature.form}`, node.start);
  }
  return signature.gives;
}

/** The node of an argument; the call was checked to have it. */
export function argumentOf(node: CallNode, index: number): ASTNode {
  return node.args[1][index] ?? node;
}

const bareName = /^[A-Za-z][\w./:-]*$/;

/** An argument that is a text. `what` says what it names. */
export function readText(node: CallNode, index: number, what: string, scope: CompileScope): string {
  const argument = argumentOf(node, index);
  if (argument.op === "value" && typeof argument.args === "string") return argument.args;
  const source = scope.sliceOf(argument);
  if (argument.op !== "value" && bareName.test(source)) {
    const { catalogue } = scope.settings;
    const near = what === "symbol" ? suggestSymbol(source, catalogue.keys) : null;
    const quoted = quoteText(near ?? source);
    const isOnly = node.args[1].length === 1;
    const suggestion = isOnly ? `${functionNameOf(node)}(${quoted})` : quoted;
    refuse("unsupported", `put the ${what} in quotes`, argument.start, suggestion);
  }
  return refuse("wrong-type", `expected a ${what} in quotes`, argument.start);
}

export function readWindowArgument(node: CallNode, scope: CompileScope): number {
  const at = argumentOf(node, 1);
  const reading = readWindow(readText(node, 1, "window", scope), scope.settings);
  if ("windowMs" in reading) {
    scope.countWindow(reading.windowMs, at);
    return reading.windowMs;
  }
  const { fault, nearest } = reading;
  const message = nearest.length > 1 ? `${fault}; the nearest are ${nearest.join(" and ")}` : fault;
  return refuse("bad-window", message, at.start, nearest[0] === undefined ? null : quoteText(nearest[0]));
}

export type KnownSignal = CatalogueSignal & { readonly key: SignalKey };

/** `write` puts the name of a signal as the call at `node` would name it. */
export function findSignal(
  key: string,
  node: ASTNode,
  write: (key: string) => string,
  scope: CompileScope,
): KnownSignal {
  const { catalogue } = scope.settings;
  const known = catalogue.find(key);
  const parsed = SignalKey.safeParse(key);
  if (known === undefined || !parsed.success) {
    const near = suggestSignal(key, catalogue.keys);
    const suggestion = near === null ? null : write(near);
    return refuse("unknown-signal", `there is no signal ${cutText(key, 60, "end")}`, node.start, suggestion);
  }
  scope.signals.add(parsed.data);
  return { ...known, key: parsed.data };
}

/** All signals that `eventCount(filter, …)` counts: `event.<filter>` and what begins with `event.<filter>.`; `*`: all. */
export function findEvents(filter: string, node: ASTNode, scope: CompileScope): KnownSignal[] {
  const { catalogue } = scope.settings;
  const whole = filter === "*" ? [] : [`event.${filter}`];
  const keys = [...whole, ...keysWithPrefix(catalogue.keys, filter === "*" ? "event." : `event.${filter}.`)];
  const known = keys.flatMap((key): KnownSignal[] => {
    const signal = catalogue.find(key);
    const parsed = SignalKey.safeParse(key);
    return signal === undefined || !parsed.success ? [] : [{ ...signal, key: parsed.data }];
  });
  if (known.length === 0) {
    const near = suggestSignal(`event.${filter}`, catalogue.keys);
    const suggestion = near?.startsWith("event.") === true ? quoteText(near.slice("event.".length)) : null;
    refuse("unknown-signal", `there are no events ${cutText(filter, 60, "end")}`, node.start, suggestion);
  }
  for (const { key } of known) scope.signals.add(key);
  return known;
}
