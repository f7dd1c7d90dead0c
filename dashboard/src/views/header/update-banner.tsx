import { useSyncExternalStore } from "react";
import { updates } from "../../offline/browser-updates.ts";

/** That a newer build of the page is there. It is loaded when the reader says so, or at the next load. */
export function UpdateBanner() {
  const isReady = useSyncExternalStore(updates.subscribe, updates.isReady);
  if (!isReady) return null;
  return (
    <p className="banner banner-note" role="status" data-testid="update-banner">
      <strong>A new version is ready.</strong> This tab goes on with the version that it began with until the page is
      loaded anew.{" "}
      <button type="button" className="button button-small" onClick={() => window.location.reload()}>
        Load it now
      </button>
    </p>
  );
}
