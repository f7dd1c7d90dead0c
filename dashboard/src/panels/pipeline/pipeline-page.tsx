import type { Host, PanelProps } from "../../host/panel.ts";
import { FreshnessPanel } from "../../views/freshness/freshness-panel.tsx";
import { PipelinePanel } from "../../views/pipeline/pipeline-panel.tsx";
import { GraphTab } from "./graph/graph-tab.tsx";
import { LagTab } from "./lag/lag-tab.tsx";
import { LettersTab } from "./letters/letters-tab.tsx";
import { RunsTab } from "./runs/runs-tab.tsx";
import { SourcesTab } from "./sources/sources-tab.tsx";
import { type Tab, Tabs, tabOf } from "./tabs.tsx";
import "../../components/number-table.css";
import "./pipeline.css";
import "./graph/graph.css";

const contents: Readonly<Record<Exclude<Tab, "stages">, (props: { readonly host: Host }) => React.ReactNode>> = {
  lag: LagTab,
  sources: SourcesTab,
  letters: LettersTab,
  runs: RunsTab,
  graph: GraphTab,
};

/** Is everything fresh, what is stuck, what was set aside, and what becomes of it. */
export default function PipelinePage({ host }: PanelProps) {
  const { health, freshness } = host.state;
  const tab = tabOf(host);
  const setAside = health.data?.deadLetters.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const Content = tab === "stages" ? null : contents[tab];
  return (
    <div className="pipe">
      <Tabs host={host} setAside={setAside} />
      {Content === null ? (
        <div className="split pipe-stages">
          <PipelinePanel health={health} onRetry={host.retry} />
          <FreshnessPanel freshness={freshness} onRetry={host.retry} />
        </div>
      ) : (
        <div className="single">
          <Content host={host} />
        </div>
      )}
    </div>
  );
}
