import { memo } from "react";
import { Notice } from "../../components/notice.tsx";
import type { Links } from "../../components/series-link.tsx";
import { TableTwin } from "../../components/table-twin.tsx";
import { useChangeWords } from "../../components/use-change-words.ts";
import { useTimes } from "../../components/use-times.ts";
import { joinWords } from "../../format/join-words.ts";
import { seriesName } from "../../format/series-words.ts";
import type { Scenario } from "./answers.ts";
import { ArrivalChart } from "./arrival-chart.tsx";
import { ArrivalTable } from "./arrival-table.tsx";
import { ImpactTable } from "./impact-table.tsx";

/** So many lines can be told apart; the largest impacts. */
const drawnMax = 6;

type ScenarioResultProps = { readonly links: Links; readonly scenario: Scenario };

/** What the shocks of a scenario do: to whom, how much, when, and by whom. */
export const ScenarioResult = memo(function ScenarioResult({ links, scenario }: ScenarioResultProps) {
  const { formatMoment, formatZone } = useTimes();
  const formatChange = useChangeWords();
  const { shocks, impact, asOfMs } = scenario;
  const said = joinWords(shocks.map(({ asset, size }) => `${seriesName(asset)} ${formatChange(size, 1)}`));
  const drawn = impact.slice(0, drawnMax).map(({ asset }) => asset);
  if (impact.length === 0) {
    return (
      <div data-testid="scenario-none">
        <Notice title={`${said}: nothing follows`}>
          No edge leads away from {joinWords(shocks.map(({ asset }) => seriesName(asset)))} in this run, so there is
          nothing that the data say would follow. That is not a promise that nothing will.
        </Notice>
      </div>
    );
  }
  return (
    <div className="scenario-result" data-testid="scenario-result">
      <p>
        <strong>{said}</strong> at {formatMoment(asOfMs)} {formatZone(asOfMs)}: {impact.length}{" "}
        {impact.length === 1 ? "asset follows" : "assets follow"}
        {impact.length > drawnMax ? `; the chart shows the ${drawnMax} that move most` : ""}. After its arrival an
        impact halves every hour, by convention.
      </p>
      <ArrivalChart scenario={scenario} drawn={drawn} />
      <TableTwin summary="The chart as a table">{() => <ArrivalTable scenario={scenario} drawn={drawn} />}</TableTwin>
      <ImpactTable links={links} scenario={scenario} />
    </div>
  );
});
