import type { PanelProps } from "../../host/panel.ts";
import { FactorsPanel } from "../../views/factors/factors-panel.tsx";
import { WorldPanel } from "../../views/world/world-panel.tsx";

export default function WorldPage({ host: { state, nowMs, retry } }: PanelProps) {
  return (
    <div className="split split-wide-first">
      <WorldPanel world={state.world} nowMs={nowMs} onRetry={retry} />
      <FactorsPanel factors={state.factors} nowMs={nowMs} onRetry={retry} />
    </div>
  );
}
