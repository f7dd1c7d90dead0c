import type { Freshness } from "../../../../../contracts/freshness.ts";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { LagHistory } from "../../../views/freshness/lag-history.tsx";
import { isRecorded } from "./recorded-stages.ts";

const windowMs = 120_000;

/** All scheduled stages and sources side by side, over a day. */
export function LagGrid({ host, readings }: { readonly host: Host; readonly readings: readonly Freshness[] }) {
  const shown = readings.filter(
    (reading) => reading.kind !== "signal" && reading.state !== "never" && isRecorded(reading),
  );
  if (shown.length === 0) return null;
  return (
    <Panel title="Scheduled stages and sources, last 24 h">
      <div className="pipe-lags">
        {shown.map((reading) => (
          <section key={`${reading.kind} ${reading.name}`} aria-label={`${reading.kind} ${reading.name}`}>
            <h3>
              <a href={host.hrefOf("pipeline", { ...host.params, of: `${reading.kind}:${reading.name}` })}>
                {reading.name}
              </a>{" "}
              <span className="muted">{reading.kind}</span>
            </h3>
            <LagHistory reading={reading} marker={Math.floor(host.nowMs / windowMs)} />
          </section>
        ))}
      </div>
    </Panel>
  );
}
