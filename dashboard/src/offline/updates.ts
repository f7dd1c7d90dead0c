import { registerWorker } from "./register-worker.ts";

/** What looking for a newer build found. `ready`: it is there, or being fetched. `off`: there is no service worker. */
export type UpdateCheck = "newest" | "ready" | "unreachable" | "off";

export type Updates = {
  /** Whether the next load of the page has a newer build. */
  readonly isReady: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  readonly check: () => Promise<UpdateCheck>;
  /** Name of the build that this page began with; null without a service worker. */
  readonly buildId: () => Promise<string | null>;
  /** Begins to look for newer builds. */
  readonly start: () => void;
};

const checkEveryMs = 30 * 60_000;
/** A first worker whose files did not all come is gone, and is begun anew. */
const retryEveryMs = 60_000;
const answerWithinMs = 2_000;

/** Newer builds of the page: their worker fetches them whole and takes over; an open page goes on until it is loaded anew. */
export function createUpdates(container: ServiceWorkerContainer | undefined): Updates {
  let isReady = false;
  let own: string | null = null;
  let registration: ServiceWorkerRegistration | null = null;
  const listeners = new Set<() => void>();
  const buildId = async (): Promise<string | null> => {
    own ??= await askBuild(container?.controller ?? null);
    return own;
  };
  // The first worker of all is no newer build: there was none before.
  let isControlled = container?.controller != null;
  container?.addEventListener("controllerchange", () => {
    if (isControlled) {
      isReady = true;
      for (const listener of listeners) listener();
    } else void buildId();
    isControlled = true;
  });
  const start = async (): Promise<void> => {
    if (container === undefined) return;
    void buildId();
    registration = await registerWorker(container);
    window.setInterval(() => void check(), checkEveryMs);
    window.setInterval(() => {
      if (!isLive(registration)) void check();
    }, retryEveryMs);
  };
  const check = async (): Promise<UpdateCheck> => {
    if (container === undefined) return "off";
    if (!isLive(registration)) {
      registration = await registerWorker(container);
      return registration === null ? "off" : "newest";
    }
    try {
      await registration.update();
    } catch {
      return "unreachable";
    }
    return isReady || registration.installing !== null || registration.waiting !== null ? "ready" : "newest";
  };
  return {
    isReady: () => isReady,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check,
    buildId,
    start: () => void start(),
  };
}

const isLive = (registration: ServiceWorkerRegistration | null): registration is ServiceWorkerRegistration =>
  registration !== null && (registration.installing ?? registration.waiting ?? registration.active) !== null;

function askBuild(worker: ServiceWorker | null): Promise<string | null> {
  if (worker === null) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(typeof data === "string" ? data : null);
    window.setTimeout(() => resolve(null), answerWithinMs);
    worker.postMessage("which-build", [port2]);
  });
}
