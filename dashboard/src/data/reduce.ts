import type { LiveMessage, PriceHistory } from "../../../contracts/live.ts";
import { type ConnectionPhase, type DashboardState, initialState, type PartName } from "./dashboard-state.ts";
import type { LoadProblem } from "./fetch-json.ts";
import { countDown, greet, settle } from "./follow-feed.ts";
import { known } from "./known.ts";
import { type Loaded, takeAnswer } from "./take-answer.ts";
import { takeHistory, takePrices } from "./take-prices.ts";
import { takeStage } from "./take-stage.ts";

/** Everything that can happen to the page's data. */
export type DashboardEvent =
  | { readonly type: "phase"; readonly phase: ConnectionPhase }
  /** A socket was opened. Of the vault's topic nothing is kept, so numbering starts anew; the public one says itself what follows. */
  | { readonly type: "opened"; readonly topic: "public" | "vault" }
  | { readonly type: "message"; readonly message: LiveMessage; readonly atWallMs: number }
  | { readonly type: "unreadable" }
  | Loaded
  | { readonly type: "failed"; readonly part: PartName; readonly problem: LoadProblem }
  | { readonly type: "history"; readonly data: PriceHistory }
  /** A message is missing: what is known no longer says what the feed says. */
  | { readonly type: "gap" }
  /** Time passes without a connection. */
  | { readonly type: "waited"; readonly nowWallMs: number }
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
    case "unreadable": {
      const { connection } = state;
      return countedDown(state, { ...countDown(connection), unreadable: connection.unreadable + 1 });
    }
    case "loaded":
      return takeAnswer(state, event);
    case "failed":
      return { ...state, [event.part]: { ...state[event.part], problem: event.problem } };
    case "history":
      return { ...state, ...takeHistory(state, event.data) };
    case "gap":
      return { ...state, connection: { ...state.connection, feed: initialState.connection.feed } };
    case "waited":
      return wait(state, event.nowWallMs);
    case "vault-closed":
      return { ...state, vault: initialState.vault };
  }
}

function reopen(state: DashboardState, topic: "public" | "vault"): DashboardState {
  if (topic === "public") return { ...state, connection: { ...state.connection, phase: "live", awayMs: 0 } };
  const connection = { ...state.connection, seq: { ...state.connection.seq, vault: -1 } };
  return { ...state, connection, vault: { ...state.vault, isConfirmed: false } };
}

/** Takes a message of the socket. One whose number is not above the last of its topic was seen before. */
function receive(before: DashboardState, message: LiveMessage, atWallMs: number): DashboardState {
  const heard = { ...before.connection, lastMessageWallMs: atWallMs, renewedWallMs: atWallMs };
  if (message.type === "hello") return greet({ ...before, connection: heard }, message.seq, message.data);
  const topic = message.type === "vault" ? "vault" : "public";
  const isRepeat = message.seq <= before.connection.seq[topic];
  const connection = topic === "vault" ? heard : countDown(heard);
  if (isRepeat) return countedDown(before, connection);
  const seq = { ...connection.seq, [topic]: message.seq };
  const state = take({ ...before, connection }, message, atWallMs);
  return countedDown(state, { ...state.connection, seq }, before.connection.feed.follow);
}

/** What is not there once the last of the kept messages has come is not there at all. */
function countedDown(
  state: DashboardState,
  connection: DashboardState["connection"],
  followBefore: number = state.connection.feed.follow,
): DashboardState {
  const counted = { ...state, connection };
  return connection.feed.follow === 0 && followBefore > 0 ? settle(counted) : counted;
}

type News = Exclude<LiveMessage, { readonly type: "hello" }>;

function take(state: DashboardState, message: News, atWallMs: number): DashboardState {
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
      return takeAnswer(state, { type: "loaded", part: "vault", data: message.data, atWallMs });
  }
}

/** By how long the page has waited: the device measures a span of time, whatever its clock is set to. */
function wait(state: DashboardState, nowWallMs: number): DashboardState {
  const { connection } = state;
  if (connection.phase === "live" || connection.renewedWallMs === null) return state;
  return { ...state, connection: { ...connection, awayMs: Math.max(0, nowWallMs - connection.renewedWallMs) } };
}
