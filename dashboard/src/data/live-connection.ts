import { nextDelayMs } from "./next-delay.ts";

export type LiveHandlers = {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** The connection is down. `attempt` counts the failures since it was last open, from 1. */
  readonly onDown: (attempt: number) => void;
};

export type LiveDeps = {
  readonly createSocket: (url: string) => WebSocket;
  /** Runs something later; returns how to call it off. */
  readonly setTimer: (run: () => void, afterMs: number) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
};

export type LiveConnection = {
  /** Connects now where it waits to: the network is back, or a person asked. */
  readonly retryNow: () => void;
  /** Gives the present line up and connects anew: something on it was lost. */
  readonly reconnect: () => void;
  readonly close: () => void;
};

const pingEveryMs = 20_000;
const pongWithinMs = 10_000;

/**
 * Keeps a socket open: reconnects with growing pauses, and notices a line that went silent by the pings that the
 * server answers without waking up. Handlers are never called after `close`. `urlOf` is asked at each attempt.
 */
export function openLive(urlOf: () => string, handlers: LiveHandlers, deps: LiveDeps): LiveConnection {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let cancelTimer = (): void => undefined;

  function connect(): void {
    cancelTimer();
    const current = deps.createSocket(urlOf());
    socket = current;
    current.addEventListener("open", () => {
      if (socket !== current) return;
      handlers.onOpen();
      schedulePing(current);
    });
    current.addEventListener("message", ({ data }) => {
      if (socket !== current || typeof data !== "string") return;
      // Counting starts anew with the first word and not with the socket: some servers accept only to close again.
      attempt = 0;
      schedulePing(current);
      if (data !== "pong") handlers.onText(data);
    });
    current.addEventListener("close", () => giveUp(current));
    current.addEventListener("error", () => giveUp(current));
  }

  function schedulePing(current: WebSocket): void {
    cancelTimer();
    cancelTimer = deps.setTimer(() => {
      current.send("ping");
      cancelTimer = deps.setTimer(() => giveUp(current), pongWithinMs);
    }, pingEveryMs);
  }

  /** A dead line may take minutes to say so: it is left behind at once. */
  function giveUp(current: WebSocket): void {
    if (socket !== current) return;
    socket = null;
    cancelTimer();
    current.close();
    attempt += 1;
    cancelTimer = deps.setTimer(connect, nextDelayMs(attempt, deps.random()));
    handlers.onDown(attempt);
  }

  connect();
  return {
    retryNow: () => {
      if (socket === null) connect();
    },
    reconnect: () => {
      if (socket !== null) giveUp(socket);
    },
    close: () => {
      const current = socket;
      socket = null;
      cancelTimer();
      current?.close();
    },
  };
}
