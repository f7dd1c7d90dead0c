import type { DashboardState, Part, PartData, PartName } from "./dashboard-state.ts";
import { noAnswer } from "./fetch-json.ts";
import { known } from "./known.ts";
import { takePrices } from "./take-prices.ts";

type LoadedPart<K extends PartName> = {
  readonly type: "loaded";
  readonly part: K;
  readonly data: PartData<K>;
  /** When the server answered. */
  readonly atWallMs?: number;
  /** The server did not: it is the last known answer, and was stored then. */
  readonly storedAtMs?: number;
};
/** An answer of a route. */
export type Loaded =
  | LoadedPart<"health">
  | LoadedPart<"freshness">
  | LoadedPart<"prices">
  | LoadedPart<"factors">
  | LoadedPart<"world">
  | LoadedPart<"clusters">
  | LoadedPart<"vault">;

/** Takes an answer of a route, unless the socket has brought something newer meanwhile. */
export function takeAnswer(state: DashboardState, event: Loaded): DashboardState {
  const { data: current, isConfirmed } = state[event.part];
  if (event.storedAtMs !== undefined) return recall(state, event, event.storedAtMs);
  if (current !== null && isConfirmed && ageMark(event.data) < ageMark(current)) return state;
  return put(isClock(event.part) ? renew(state, event.atWallMs) : state, event);
}

/**
 * Takes the last known answer where the page has nothing from the server itself. What the page has is at least as new: what is stored
 * went through it, or through another tab of the same browser.
 */
function recall(state: DashboardState, event: Loaded, storedAtMs: number): DashboardState {
  const part: Part<PartData<PartName>> = state[event.part];
  const isOwn = part.data !== null && part.storedAtMs === undefined;
  // The open socket knows better what there is.
  if (state.connection.phase === "live" && brought.has(event.part)) return state;
  if (isOwn) return { ...state, [event.part]: { ...part, problem: noAnswer } };
  const recalled = put(isClock(event.part) ? renew(state, storedAtMs) : state, event);
  return { ...recalled, [event.part]: { data: event.data, problem: noAnswer, isConfirmed: false, storedAtMs } };
}

const brought: ReadonlySet<PartName> = new Set(["prices", "factors", "world", "clusters"]);

/** What tells the feed's present moment. */
const isClock = (part: PartName): boolean => part === "prices" || part === "health";

function renew(state: DashboardState, atWallMs: number | undefined): DashboardState {
  const { connection } = state;
  if (atWallMs === undefined || atWallMs <= (connection.renewedWallMs ?? 0)) return state;
  return { ...state, connection: { ...connection, renewedWallMs: atWallMs, awayMs: 0 } };
}

const put = (state: DashboardState, { part, data }: Loaded): DashboardState =>
  part === "prices" ? takePrices(state, data) : { ...state, [part]: known(data) };

/** By which two versions of the same thing are told apart: the greater one is the newer. */
function ageMark(data: PartData<PartName>): number {
  if ("windowEndMs" in data) return data.windowEndMs;
  if ("readAtWallMs" in data) return data.readAtWallMs;
  return "nowMs" in data ? data.nowMs : data.asOfMs;
}
