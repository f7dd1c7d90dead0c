import type { AnomalyReading } from "../../../../contracts/world.ts";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { AnomalyTable } from "./anomaly-table.tsx";

/** Which categories are told of unusually much or little. */
export function AnomaliesPanel({ anomalies }: { readonly anomalies: readonly AnomalyReading[] }) {
  return (
    <Panel title="What is unusual" className="panel-world-anomalies">
      {anomalies.length === 0 ? (
        <Notice title="No category was counted yet">
          Each is counted by the hour, against the same hour of the weeks before.
        </Notice>
      ) : (
        <AnomalyTable anomalies={anomalies} />
      )}
    </Panel>
  );
}
