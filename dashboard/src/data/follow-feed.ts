import type { LiveHello, LiveMessage } from "../../../contracts/live.ts";
import type { DashboardState, LiveFeed, Part } from "./dashboard-state.ts";

/** The feed says what follows. Unless it goes on where the page stood, nothing that is known is known to hold. */
export function greet(state: DashboardState, seq: number, { epoch, mode, follow }: LiveHello): DashboardState {
  const isResumed = mode === "resumed";
  const feed: LiveFeed = { epoch, isResumed, headSeq: seq, follow };
  const { connection } = state;
  if (isResumed) return settle({ ...state, connection: { ...connection, feed } });
  return settle({
    ...state,
    connection: { ...connection, feed, seq: { ...connection.seq, public: -1 } },
    health: { ...state.health, isConfirmed: false },
    freshness: { ...state.freshness, isConfirmed: false },
    prices: { ...state.prices, isConfirmed: false },
    factors: { ...state.factors, isConfirmed: false },
    world: { ...state.world, isConfirmed: false },
    clusters: { ...state.clusters, isConfirmed: false },
  });
}

/** One of the messages that the feed keeps has come. */
export function countDown(connection: DashboardState["connection"]): DashboardState["connection"] {
  const { feed } = connection;
  return feed.follow === 0 ? connection : { ...connection, feed: { ...feed, follow: feed.follow - 1 } };
}

/** Once all is here that the feed keeps, what it has not sent does not exist, or no longer. */
export function settle(state: DashboardState): DashboardState {
  const { feed } = state.connection;
  if (feed.epoch === null || feed.follow > 0) return state;
  return {
    ...state,
    prices: notYet(state.prices, "The first window is priced within two minutes of the feed's time."),
    factors: notYet(state.factors, "Events are read every half hour of the feed's time."),
    world: notYet(state.world, "The world is read every half hour of the feed's time."),
    clusters: notYet(state.clusters, "Clusters are computed every six hours, once there is enough history."),
  };
}

function notYet<T>(part: Part<T>, detail: string): Part<T> {
  if (part.data !== null && part.isConfirmed) return part;
  return { data: null, problem: { kind: "not-yet", detail }, isConfirmed: false };
}

/** Whether messages are missing between the last one and this: a socket that brought all that is kept brings every number. */
export function isGap({ seq, feed }: DashboardState["connection"], message: LiveMessage): boolean {
  if (message.type === "hello" || message.type === "vault" || feed.epoch === null) return false;
  return message.seq > Math.max(seq.public, feed.headSeq) + 1;
}
