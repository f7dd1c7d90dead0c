import type { LeafTrace } from "../../contracts/fires.ts";
import { formatUtc } from "../../contracts/time.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";
import type { ExplainedLeaf, TriggerStatus } from "../../contracts/vault-view.ts";
import type { Engine, SlotStatus } from "./engine.ts";
import { explain } from "./explain.ts";
import { truth, unknown } from "./join-shape.ts";
import type { Lowered } from "./lower-condition.ts";

/** Where a trigger stands, and why it does not fire now: each leaf with its reading, and what keeps it besides. */
export function describeStatus({
  engine,
  slot,
  registered,
  lowered,
  cadenceMs,
}: {
  readonly engine: Engine;
  readonly slot: number;
  readonly registered: RegisteredCondition;
  readonly lowered: Lowered;
  readonly cadenceMs: number;
}): TriggerStatus {
  if (engine.tick === 0)
    return { state: "unknown", sinceMs: null, evaluatedAtMs: null, leaves: [], clearLeaves: [], waits: [] };
  const status = engine.statusOf(slot);
  const { maxStalenessMs } = registered;
  return {
    ...stateOf(status, engine.tick, cadenceMs),
    evaluatedAtMs: engine.tick * cadenceMs,
    leaves: explain(engine, slot, lowered.when, maxStalenessMs).map(withGap),
    clearLeaves:
      lowered.clearWhen === null ? [] : explain(engine, slot, lowered.clearWhen, maxStalenessMs).map(withGap),
    waits: waitsOf(status, registered, engine.tick, cadenceMs),
  };
}

function stateOf(
  { phase, verdict, isInside, sinceTick, lastFiredTick, cooledTick }: SlotStatus,
  tick: number,
  cadenceMs: number,
): Pick<TriggerStatus, "state" | "sinceMs"> {
  const at = (of: number | null): number | null => (of === null ? null : of * cadenceMs);
  switch (phase) {
    case "free":
      return { state: "unknown", sinceMs: null };
    case "fired":
      return { state: "fired", sinceMs: at(lastFiredTick) };
    case "ended":
    case "exhausted":
    case "expired":
      return { state: phase, sinceMs: at(lastFiredTick) };
    case "no-data":
    case "runaway":
      return { state: phase, sinceMs: null };
    case "armed":
      if (cooledTick !== null && tick < cooledTick) return { state: "cooling", sinceMs: at(lastFiredTick) };
      if (!isInside) return { state: "outside-hours", sinceMs: null };
      if (sinceTick !== null) return { state: "pending", sinceMs: at(sinceTick) };
      return { state: verdict === unknown ? "unknown" : "watching", sinceMs: null };
  }
}

/** Sentences: everything but the condition itself that keeps a trigger from firing now. */
function waitsOf(status: SlotStatus, registered: RegisteredCondition, tick: number, cadenceMs: number): string[] {
  const { phase, verdict, isInside, isInhibited, sinceTick, cooledTick, hasBeenFalse } = status;
  const time = (of: number) => formatUtc(of * cadenceMs);
  const waits: string[] = [];
  if (phase === "ended") waits.push("it fires once, and has fired");
  if (phase === "exhausted") waits.push(`it has fired ${registered.maxFires ?? 0} times, as often as it may`);
  if (phase === "expired") waits.push("its validity is over");
  if (phase === "no-data") waits.push("its data went missing, and it disarms itself then");
  if (phase === "runaway") waits.push("it fired too often within a short time and was disabled");
  if (phase === "fired") {
    const clear = registered.clearWhen === null ? "the condition is false" : "clearWhen holds";
    const kept = registered.keepForMs === 0 ? "" : ` for ${registered.keepForMs / 60_000} minutes`;
    waits.push(`it has fired and re-arms when ${clear}${kept}`);
  }
  if (phase !== "armed") return waits;
  if (!isInside) waits.push("it is outside its hours or its validity");
  if (cooledTick !== null && tick < cooledTick) waits.push(`its cooldown lasts until ${time(cooledTick)}`);
  if (isInhibited) waits.push("a trigger that inhibits it has fired and is not re-armed");
  if (!hasBeenFalse) waits.push("its condition has not been false since it fired");
  if (sinceTick !== null && verdict === truth && registered.forMs > 0) {
    waits.push(`its condition must hold until ${time(sinceTick + Math.ceil(registered.forMs / cadenceMs))}`);
  }
  return waits;
}

const withGap = (leaf: LeafTrace): ExplainedLeaf => ({ ...leaf, gap: describeGap(leaf) });

/** What a leaf's number would have to do for the leaf to turn: null where it is no matter of a number. */
export function describeGap({
  left,
  op,
  right,
  holds,
}: Pick<LeafTrace, "left" | "op" | "right" | "holds">): string | null {
  if (left === null || right === null || holds === null) return null;
  const share = left === 0 ? "" : ` (${(((right - left) / Math.abs(left)) * 100).toPrecision(3)} %)`;
  const by = `by ${Math.abs(right - left).toPrecision(6)}${share}`;
  const isLess = op === "<" || op === "<=" || op === "crossesBelow" || op === "trailingStop";
  const isMore = op === ">" || op === ">=" || op === "crossesAbove";
  if (!isLess && !isMore) return holds ? null : `has to come to ${right}`;
  if (holds) return isLess ? `turns when it rises ${by}` : `turns when it falls ${by}`;
  if (op === "crossesAbove" && left > right) return `has to come back to ${right} first, and cross it again`;
  if (op === "crossesBelow" && left < right) return `has to come back to ${right} first, and cross it again`;
  return isLess ? `has to fall ${by}` : `has to rise ${by}`;
}
