import { formatAge } from "../../format/format-time.ts";
import type { Host } from "../../host/panel.ts";
import { freshnessWords } from "./freshness-words.ts";

/** How fresh all of it is, in one line that leads to the pipeline. */
export function FreshnessLine({ host }: { readonly host: Host }) {
  const { state, nowMs, hrefOf } = host;
  const { words, tone } = freshnessWords(state.freshness.data);
  const { data } = state.prices;
  return (
    <a className="freshness-line" href={hrefOf("pipeline")} data-testid="freshness-line">
      {data === null ? "" : `Prices ${formatAge(nowMs - data.windowEndMs)} old · `}
      <span className={tone}>{words}</span>
    </a>
  );
}
