import type { Host } from "../../host/panel.ts";
import { type View, viewOf } from "./use-cluster-run.ts";

const views: readonly { readonly view: View; readonly label: string; readonly words: string }[] = [
  { view: "fast", label: "Fast", words: "Assets, on short bars." },
  {
    view: "slow",
    label: "Slow",
    words: "Assets with prediction markets, factors and event themes, on bars that all of them have.",
  },
];

/** Which of the two views of a run is shown. */
export function ViewSwitch({ host }: { readonly host: Host }) {
  const shown = viewOf(host);
  return (
    <div className="cluster-views">
      <fieldset className="segments">
        <legend className="visually-hidden">View</legend>
        {views.map(({ view, label }) => (
          <button
            key={view}
            type="button"
            aria-pressed={shown === view}
            onClick={() =>
              host.setParams({ view: view === "fast" ? null : view, cluster: null, near: null, at: null }, "push")
            }
          >
            {label}
          </button>
        ))}
      </fieldset>
      <p className="muted">{views.find(({ view }) => view === shown)?.words}</p>
    </div>
  );
}
