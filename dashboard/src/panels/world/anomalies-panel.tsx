import type { AnomalyReading } from "../../../../contracts/world.ts";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { AnomalyTable } from "./anomaly-table.tsx";

type AnomaliesProps = { readonly anomalies: readonly AnomalyReading[]; readonly storedAtMs: number | undefined };

/** Which categories are told of unusually much or little. */
export function AnomaliesPanel({ anomalies, storedAtMs }: AnomaliesProps) {
  return (
    <Panel title="What is unusual" className="panel-world-anomalies" storedAtMs={storedAtMs}>
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
