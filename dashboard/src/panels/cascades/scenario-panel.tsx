import { Panel } from "../../components/panel.tsx";
import type { Links } from "../../components/series-link.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { type ExplainedRun, Scenario } from "./answers.ts";
import { ScenarioForm } from "./scenario-form.tsx";
import { scenarioPath } from "./scenario-params.ts";
import { ScenarioResult } from "./scenario-result.tsx";

type ScenarioPanelProps = { readonly host: Host; readonly links: Links; readonly run: ExplainedRun };

/** What if: shocks of some assets, and how they arrive at the others. The scenario that is shown is the one in the address. */
export function ScenarioPanel({ host, links, run }: ScenarioPanelProps) {
  const path = scenarioPath(host.params);
  const { data, problem, retry } = useLoaded(host.load, path, Scenario, run.asOfMs);
  return (
    <Panel title="What if">
      <ScenarioForm host={host} assets={run.assets} onRepeat={retry} />
      <div aria-live="polite">
        {problem === null ? null : (
          <p className="inline-problem" data-testid="scenario-problem">
            {problem.detail}{" "}
            {problem.kind === "unreachable" ? "It is tried again by itself; what you typed is kept." : ""}
          </p>
        )}
        {path === null ? (
          <p className="muted">Choose an asset and how much it moves at once, then run it.</p>
        ) : data !== null ? (
          <ScenarioResult links={links} scenario={data} />
        ) : problem === null ? (
          <Skeleton rows={4} label="Computing the scenario" />
        ) : null}
      </div>
    </Panel>
  );
}
