import { FreshnessHistory } from "../../../../../contracts/freshness.ts";
import { Notice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { TableTwin } from "../../../components/table-twin.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { RangeSwitch } from "../range-switch.tsx";
import { rangeOf } from "../ranges.ts";
import { readThing, type Thing, worstOf } from "./chosen-thing.ts";
import { describeLag } from "./describe-lag.ts";
import { LagChart } from "./lag-chart.tsx";
import { LagGrid } from "./lag-grid.tsx";
import { LagPoints } from "./lag-points.tsx";
import { isRecorded } from "./recorded-stages.ts";
import { ThingChoice } from "./thing-choice.tsx";

/** Histories are read again once in a window. */
const windowMs = 120_000;

/** How late one stage, source or signal was in the past. */
export function LagTab({ host }: { readonly host: Host }) {
  const { data, problem } = host.state.freshness;
  const thing = readThing(host.params.of) ?? worstOf(data?.readings ?? []);
  return (
    <>
      <Panel title="How late it was" storedAtMs={host.state.freshness.storedAtMs} aside={<RangeSwitch host={host} />}>
        <ThingChoice host={host} thing={thing} readings={data?.readings ?? []} />
        {thing !== null ? (
          <Lag host={host} thing={thing} />
        ) : data !== null ? (
          <Notice title="Nothing has run yet">A history begins with the first run of a stage.</Notice>
        ) : problem === null ? (
          <Skeleton rows={6} label="Loading what there is" />
        ) : (
          <Notice title={problem.detail}>The page tries again by itself.</Notice>
        )}
      </Panel>
      <LagGrid host={host} readings={data?.readings ?? []} />
    </>
  );
}

function Lag({ host, thing }: { readonly host: Host; readonly thing: Thing }) {
  const { formatMoment, formatZone } = useTimes();
  const range = rangeOf(host.params.range);
  const query = new URLSearchParams({ ...thing, minutes: String(range.minutes) });
  const path = `/v1/freshness/history?${query}`;
  const loaded = useLoaded(host.load, path, FreshnessHistory, Math.floor(host.nowMs / windowMs));
  const { data, problem, retry } = loaded;
  if (data === null)
    return problem === null ? (
      <Skeleton rows={6} label={`Loading how late ${thing.name} was`} />
    ) : (
      <div className="notice notice-problem" role="status" data-testid="lag-missing">
        <p className="notice-title">{problem.detail}</p>
        <p>Ages of this moment are under Stages; they need no database.</p>
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      </div>
    );
  const said = describeLag(data, (atMs) => `${formatMoment(atMs)} ${formatZone(atMs)}`);
  return (
    <>
      {problem === null ? null : (
        <p className="inline-problem" role="status">
          {problem.detail} What follows is of before.
        </p>
      )}
      <p className="pipe-said" data-testid="lag-said">
        {isRecorded(thing)
          ? said
          : "A queue feeds this stage: of its runs only the last one is kept, and its age now is above."}
      </p>
      {data.points.some(({ ageMs }) => ageMs !== null) ? <LagChart history={data} said={said} /> : null}
      {data.points.length === 0 ? null : <TableTwin>{() => <LagPoints history={data} />}</TableTwin>}
    </>
  );
}
