import { useSyncExternalStore } from "react";
import { updates } from "../../offline/browser-updates.ts";

/** That a newer build of the page is there. It is never taken while something may be typed, unless the reader says so. */
export function UpdateBanner() {
  const state = useSyncExternalStore(updates.subscribe, updates.read);
  if (state === "none") return null;
  return (
    <p className="banner banner-note" role="status" data-testid="update-banner">
      <strong>A new version is ready.</strong>{" "}
      {state === "ready"
        ? "It takes over at the next load of the page."
        : "Another tab runs it already; this one goes on with the version that it began with."}{" "}
      <button type="button" className="button button-small" onClick={updates.takeOver}>
        Load it now
      </button>
    </p>
  );
}
