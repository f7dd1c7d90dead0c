import type { LiveMessage, PipelineHealth, PriceHistory, PriceSnapshot, StageStatus } from "../../../contracts/live.ts";
import {
  type ConnectionPhase,
  type DashboardState,
  initialState,
  type Part,
  type PartData,
  type PartName,
} from "./dashboard-state.ts";
import type { LoadProblem } from "./fetch-json.ts";
import { appendPoint, keptMs, mergePoints, type PricePoint } from "./price-points.ts";

type LoadedPart<K extends PartName> = { readonly type: "loaded"; readonly part: K; readonly data: PartData<K> };
type Loaded =
  | LoadedPart<"health">
  | LoadedPart<"freshness">
  | LoadedPart<"prices">
  | LoadedPart<"factors">
  | LoadedPart<"world">
  | LoadedPart<"clusters">
  | LoadedPart<"vault">;

/** Everything that can happen to the page's data. */
export type DashboardEvent =
  | { readonly type: "phase"; readonly phase: ConnectionPhase }
  /** A socket was opened: what was known may come from before a restart, and numbering starts anew. */
  | { readonly type: "opened"; readonly topic: "public" | "vault" }
  | { readonly type: "message"; readonly message: LiveMessage; readonly atWallMs: number }
  | { readonly type: "unreadable" }
  | Loaded
  | { readonly type: "failed"; readonly part: PartName; readonly problem: LoadProblem }
  | { readonly type: "history"; readonly data: PriceHistory }
  /** The socket is open and has brought what the server keeps. */
  | { readonly type: "settled" }
  | { readonly type: "vault-closed" };

/** The page's data after an event. Pure; returns the same object where nothing changed. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case "phase":
      return { ...state, connection: { ...state.connection, phase: event.phase } };
    case "opened":
      return reopen(state, event.topic);
    case "message":
      return receive(state, event.message, event.atWallMs);
    case "unreadable":
      return { ...state, connection: { ...state.connection, unreadable: state.connection.unreadable + 1 } };
    case "loaded":
      return load(state, event);
    case "failed":
      return { ...state, [event.part]: { ...state[event.part], problem: event.problem } };
    case "history":
      return { ...state, ...takeHistory(state, event.data) };
    case "settled":
      return settle(state);
    case "vault-closed":
      return { ...state, vault: initialState.vault };
  }
}

function reopen(state: DashboardState, topic: "public" | "vault"): DashboardState {
  const connection = { ...state.connection, seq: { ...state.connection.seq, [topic]: -1 } };
  if (topic === "vault") return { ...state, connection, vault: { ...state.vault, isConfirmed: false } };
  return {
    ...state,
    connection: { ...connection, phase: "live" },
    health: { ...state.health, isConfirmed: false },
    freshness: { ...state.freshness, isConfirmed: false },
    prices: { ...state.prices, isConfirmed: false },
    factors: { ...state.factors, isConfirmed: false },
    world: { ...state.world, isConfirmed: false },
    clusters: { ...state.clusters, isConfirmed: false },
  };
}

/** What the server has not sent although it is well does not exist yet. */
function settle(state: DashboardState): DashboardState {
  if (state.connection.phase !== "live") return state;
  return {
    ...state,
    prices: notYet(state.prices, "The first window is priced within two minutes of the feed's time."),
    factors: notYet(state.factors, "Events are read every half hour of the feed's time."),
    world: notYet(state.world, "The world is read every half hour of the feed's time."),
    clusters: notYet(state.clusters, "Clusters are computed every six hours, once there is enough history."),
  };
}

function notYet<T>(part: Part<T>, detail: string): Part<T> {
  return part.data === null ? { ...part, problem: { kind: "not-yet", detail } } : part;
}

/** Takes a message of the socket. One whose number is not above the last of its topic was seen before. */
function receive(before: DashboardState, message: LiveMessage, atWallMs: number): DashboardState {
  const topic = message.type === "vault" ? "vault" : "public";
  const isRepeat = message.seq <= before.connection.seq[topic];
  const seq = isRepeat ? before.connection.seq : { ...before.connection.seq, [topic]: message.seq };
  const state = { ...before, connection: { ...before.connection, lastMessageWallMs: atWallMs, seq } };
  if (isRepeat) return state;
  switch (message.type) {
    case "prices":
      return takePrices(state, message.data);
    case "factors":
      return { ...state, factors: known(message.data) };
    case "world":
      return { ...state, world: known(message.data) };
    case "clusters":
      // The view of the assets is what pages show.
      return message.data.view === "fast" ? { ...state, clusters: known(message.data) } : state;
    case "cascades":
      return state;
    case "stage":
      return takeStage(state, message.data);
    case "vault":
      return load(state, { type: "loaded", part: "vault", data: message.data });
  }
}

/** Takes an answer of a route, unless the socket has brought something newer meanwhile. */
function load(state: DashboardState, event: Loaded): DashboardState {
  const { data: current, isConfirmed } = state[event.part];
  if (current !== null && isConfirmed && ageMark(event.data) < ageMark(current)) return state;
  if (event.part === "prices") return takePrices(state, event.data);
  return { ...state, [event.part]: known(event.data) };
}

/** By which two versions of the same thing are told apart: the greater one is the newer. */
function ageMark(data: PartData<PartName>): number {
  if ("windowEndMs" in data) return data.windowEndMs;
  if ("readAtWallMs" in data) return data.readAtWallMs;
  return "nowMs" in data ? data.nowMs : data.asOfMs;
}

/** A snapshot adds one point per asset. A snapshot of an earlier time means that the feed began again. */
function takePrices(state: DashboardState, data: PriceSnapshot): DashboardState {
  const beganAgain = state.prices.data !== null && data.windowEndMs < state.prices.data.windowEndMs;
  const history = new Map<string, readonly PricePoint[]>(beganAgain ? [] : state.history);
  for (const { asset, priceUsd } of data.ticks) {
    history.set(asset, appendPoint(history.get(asset) ?? [], { atMs: data.windowEndMs, priceUsd }));
  }
  return { ...state, prices: known(data), history };
}

/** A stage's run shows at once; its freshness is judged by the next answer of `/v1/pipeline`. */
function takeStage(state: DashboardState, status: StageStatus): DashboardState {
  const health = state.health.data;
  if (health === null) return state;
  type Stage = PipelineHealth["stages"][number];
  const known = health.stages.some(({ stage }) => stage === status.stage);
  const added: Stage[] = known ? [] : [{ ...status, cadenceMs: null, freshness: "fresh" }];
  const stages = health.stages.map((stage): Stage => (stage.stage === status.stage ? { ...stage, ...status } : stage));
  return { ...state, health: { ...state.health, data: { ...health, stages: [...stages, ...added] } } };
}

/**
 * Joins the stored history with what the page saw itself: rows reach the store a moment later than the page. Where the
 * store does not answer, nothing that the page knows is lost.
 */
function takeHistory(state: DashboardState, data: PriceHistory): Pick<DashboardState, "history" | "historySource"> {
  const fromMs = data.asOfMs - keptMs;
  const history = new Map(state.history);
  for (const { asset, points } of data.series) {
    const own = history.get(asset) ?? [];
    history.set(
      asset,
      data.source === "database" ? mergePoints(own, points, fromMs) : mergePoints(points, own, fromMs),
    );
  }
  return { history, historySource: data.source };
}

const known = <T>(data: T) => ({ data, problem: null, isConfirmed: true });
