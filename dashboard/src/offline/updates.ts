import { registerWorker } from "./register-worker.ts";

/** `ready`: a newer build waits. `elsewhere`: another tab has taken it; this one goes on with the files that it began with. */
export type UpdateState = "none" | "ready" | "elsewhere";
/** What looking for a newer build found. `off`: there is no service worker. */
export type UpdateCheck = "newest" | "ready" | "unreachable" | "off";

export type Updates = {
  readonly read: () => UpdateState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Loads the page anew, with the newer build. */
  readonly takeOver: () => void;
  readonly check: () => Promise<UpdateCheck>;
  /** Name of the build that answers this page; null without a service worker. */
  readonly buildId: () => Promise<string | null>;
  /** Begins to look for newer builds. */
  readonly start: () => void;
};

const checkEveryMs = 30 * 60_000;
const answerWithinMs = 2_000;
/** A worker is replaced once it has nothing left to do; should that take longer, the page is loaded anew all the same. */
const takenWithinMs = 4_000;

/** Newer builds of the page: they are fetched whole, wait, and take over when the reader says so or at the next load. */
export function createUpdates(container: ServiceWorkerContainer | undefined, reload: () => void): Updates {
  let state: UpdateState = "none";
  let registration: ServiceWorkerRegistration | null = null;
  let isTakingOver = false;
  const listeners = new Set<() => void>();
  const set = (next: UpdateState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const watch = (worker: ServiceWorker | null): void => {
    worker?.addEventListener("statechange", () => {
      // The first worker of all is no newer build: there was none before.
      if (worker.state === "installed" && container?.controller != null) set("ready");
    });
  };
  const start = async (): Promise<void> => {
    if (container === undefined) return;
    let isControlled = container.controller !== null;
    container.addEventListener("controllerchange", () => {
      if (isTakingOver) reload();
      else if (isControlled) set("elsewhere");
      isControlled = true;
    });
    registration = await registerWorker(container);
    if (registration === null) return;
    if (registration.waiting !== null && isControlled) set("ready");
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration?.installing ?? null));
    window.setInterval(() => void check(), checkEveryMs);
  };
  const check = async (): Promise<UpdateCheck> => {
    if (registration === null) return "off";
    try {
      await registration.update();
    } catch {
      return "unreachable";
    }
    if (state === "ready" || registration.waiting !== null) return "ready";
    return registration.installing === null ? "newest" : "ready";
  };
  return {
    read: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeOver: () => {
      const waiting = registration?.waiting ?? null;
      if (waiting === null) {
        reload();
        return;
      }
      isTakingOver = true;
      container?.controller?.postMessage("step-aside");
      waiting.postMessage("take-over");
      window.setTimeout(reload, takenWithinMs);
    },
    check,
    buildId: () => askBuild(container?.controller ?? null),
    start: () => void start(),
  };
}

function askBuild(worker: ServiceWorker | null): Promise<string | null> {
  if (worker === null) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(typeof data === "string" ? data : null);
    window.setTimeout(() => resolve(null), answerWithinMs);
    worker.postMessage("which-build", [port2]);
  });
}
