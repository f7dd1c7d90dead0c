import { useMemo } from "react";
import { Notice } from "../../../components/notice.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { useChangeWords } from "../../../components/use-change-words.ts";
import { useTimes } from "../../../components/use-times.ts";
import { assetName } from "../../../data/asset-name.ts";
import type { Host } from "../../../host/panel.ts";
import { BarTable } from "../chart/bar-table.tsx";
import { barSizes, type ChartSettings, ranges } from "../chart/chart-settings.ts";
import { ChartView } from "../chart/chart-view.tsx";
import { conditionNumber, describeChart } from "../chart/chart-words.ts";
import type { Level } from "../chart/create-candle-chart.ts";
import type { Mark } from "../chart/marks.ts";
import { studyLines } from "../chart/study-lines.ts";
import { Toolbar } from "../chart/toolbar.tsx";
import { triggerLines } from "../chart/trigger-lines.ts";
import { ChosenPoint, readChosen } from "./chosen-point.tsx";
import { LevelList } from "./level-list.tsx";
import { useBars } from "./use-bars.ts";

type ChartPanelProps = {
  readonly host: Host;
  readonly asset: string;
  readonly settings: ChartSettings;
  readonly marks: readonly Mark[];
};

/** The candles with their tools, what they say in words, and the same as a table. */
export function ChartPanel({ host, asset, settings, marks }: ChartPanelProps) {
  const { state, params, setParams } = host;
  const { formatMoment, formatZone } = useTimes();
  const changeWords = useChangeWords();
  const { bars, fromMs, problem, isFromMemory } = useBars(host, asset, settings);
  const barMs = barSizes[settings.bar].ms;
  const lines = useMemo(() => (bars === null ? [] : studyLines(bars, barMs, settings)), [bars, barMs, settings]);
  const vault = state.vault.data;
  const triggers = useMemo(() => triggerLines(vault?.triggers ?? [], asset), [vault, asset]);
  const chosen = useMemo(() => readChosen(params), [params]);
  const levels = useMemo(
    (): readonly Level[] => [
      ...triggers.map(({ levelUsd, name, isEnabled }) => ({
        ...{ priceUsd: levelUsd, title: name.slice(0, 28), kind: isEnabled ? ("trigger" as const) : ("idle" as const) },
      })),
      ...(chosen === null ? [] : [{ priceUsd: chosen.levelUsd, title: "chosen", kind: "chosen" as const }]),
    ],
    [triggers, chosen],
  );
  const shown = useMemo(() => bars?.filter(({ startMs }) => startMs >= fromMs) ?? [], [bars, fromMs]);
  const name = assetName(asset);
  const labels = { name, rangeLabel: ranges[settings.range].label, barLabel: barSizes[settings.bar].label };
  return (
    <>
      <Toolbar settings={settings} setParams={setParams} />
      {problem === null ? null : (
        <p className="inline-problem" role="status" data-testid="bars-problem">
          {problem.detail}{" "}
          {isFromMemory
            ? "The candles are what this page has seen itself, at most a day."
            : "What was read before is drawn, with what came since."}
        </p>
      )}
      {bars === null ? (
        <div className="mk-chart mk-chart-waiting">
          <Skeleton rows={9} label="Loading the candles" />
        </div>
      ) : shown.length === 0 ? (
        <Notice title="No history yet">
          {name} has no price within {labels.rangeLabel} of the feed's time. The first bar comes with its first priced
          window of two minutes.
        </Notice>
      ) : (
        <>
          <ChartView
            name={name}
            bars={bars}
            barMs={barMs}
            fromMs={fromMs}
            settings={settings}
            lines={lines}
            levels={levels}
            marks={marks}
            openMark={params.mark ?? null}
            chosenMs={chosen?.atMs ?? null}
            onChoose={({ startMs, priceUsd }) => setParams({ at: String(startMs), level: conditionNumber(priceUsd) })}
            onMark={(mark) => setParams({ mark })}
          />
          <ChosenPoint host={host} asset={asset} chosen={chosen} newest={shown.at(-1) ?? null} />
          <LevelList host={host} lines={triggers} />
          <p className="mk-summary" data-testid="chart-summary">
            {describeChart(labels, shown, (atMs) => `${formatMoment(atMs)} ${formatZone(atMs)}`, changeWords)}
          </p>
          <p className="mk-note muted">
            A candle joins consensus prices of two-minute windows, with the ranges that their sources told. No source
            tells traded volume, so none is drawn.
            {lines.length === 0 ? null : <IndicatorNote bar={settings.bar} />}
          </p>
          <BarTable bars={shown} lines={lines} offset={bars.length - shown.length} />
        </>
      )}
    </>
  );
}

/** Where a line of the chart and a condition of the same name are one, and where not. */
function IndicatorNote({ bar }: { readonly bar: string }) {
  return bar === "2m"
    ? " In bars of 2 min, SMA and EMA over n bars are sma and ema of a condition over 2n minutes."
    : " SMA, EMA and bands look at the closes of these bars. A condition looks at every price of two minutes: bars of 2 min show its very line.";
}
