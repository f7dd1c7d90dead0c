import type { PanelProps } from "../../host/panel.ts";
import { FreshnessPanel } from "../../views/freshness/freshness-panel.tsx";
import { PipelinePanel } from "../../views/pipeline/pipeline-panel.tsx";

export default function PipelinePage({ host: { state, retry } }: PanelProps) {
  return (
    <div className="split">
      <PipelinePanel health={state.health} onRetry={retry} />
      <FreshnessPanel freshness={state.freshness} onRetry={retry} />
    </div>
  );
}
