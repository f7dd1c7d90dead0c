import { useEffect, useRef } from "react";
import type { DashboardState } from "../data/dashboard-state.ts";
import { workerContainer } from "./browser-updates.ts";
import { partsToKeep } from "./keep-parts.ts";
import { keepAnswer } from "./kept-answers.ts";

const keepEveryMs = 60_000;
/** What the page opens with is kept soon: it may be closed at once. */
const firstAfterMs = 5_000;

/**
 * Stores what the socket has brought as the last known answers of its routes, now and then and when the page is left, for the time
 * without a connection. Only where there is a service worker, which shows them.
 */
export function useKeptParts(state: DashboardState): void {
  const latest = useRef(state);
  latest.current = state;
  useEffect(() => {
    const keptBefore = new Map<string, unknown>();
    const keep = (): void => {
      if (workerContainer?.controller == null) return;
      for (const { path, data } of partsToKeep(latest.current, keptBefore)) {
        keptBefore.set(path, data);
        // A full or forbidden storage keeps nothing, and the page needs none of it.
        void keepAnswer(new URL(path, window.location.href).href, JSON.stringify(data), Date.now()).catch(
          () => undefined,
        );
      }
    };
    const onHidden = (): void => {
      if (document.visibilityState === "hidden") keep();
    };
    const first = window.setTimeout(keep, firstAfterMs);
    const timer = window.setInterval(keep, keepEveryMs);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", onHidden);
    };
  }, []);
}
