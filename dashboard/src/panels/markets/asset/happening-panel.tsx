import { Panel } from "../../../components/panel.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import { formatAge } from "../../../format/format-time.ts";
import { assetSymbol } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { barStartMs } from "../chart/bars.ts";
import { barSizes, parseSettings, type RangeName, ranges } from "../chart/chart-settings.ts";
import type { Mark } from "../chart/marks.ts";

type HappeningPanelProps = {
  readonly host: Host;
  readonly asset: string;
  readonly marks: readonly Mark[];
  readonly problem: LoadProblem | null;
  readonly storedAtMs: number | undefined;
  readonly range: RangeName;
};

const kindWords: Readonly<Record<Mark["kind"], string>> = { story: "story", fire: "fire", cast: "cast" };

/** The marks of the chart in words. One that was pressed in the chart stands first, with those of its bar. */
export function HappeningPanel({ host, asset, marks, problem, storedAtMs, range }: HappeningPanelProps) {
  const { params, setParams } = host;
  const barMs = barSizes[parseSettings(params).bar].ms;
  const open = marks.find(({ id }) => id === params.mark) ?? null;
  const chosen =
    open === null ? [] : marks.filter(({ atMs }) => barStartMs(atMs, barMs) === barStartMs(open.atMs, barMs));
  return (
    <Panel
      title="What happened"
      storedAtMs={storedAtMs}
      aside={<span className="muted">{`${marks.length} within ${ranges[range].label}`}</span>}
    >
      {problem === null ? null : (
        <p className="inline-problem" role="status">
          Stories: {problem.detail}
        </p>
      )}
      <div aria-live="polite">
        {open === null ? null : (
          <div className="mk-opened" data-testid="opened-marks">
            <ul className="mk-happenings">
              {chosen.map((mark) => (
                <Happening key={mark.id} host={host} asset={asset} mark={mark} />
              ))}
            </ul>
            <button type="button" className="button button-small" onClick={() => setParams({ mark: null })}>
              Show all
            </button>
          </div>
        )}
      </div>
      {open !== null ? null : marks.length === 0 ? (
        <p className="muted">
          No story, fire or cast within {ranges[range].label}. A story comes with a reading of the world, every half
          hour.
        </p>
      ) : (
        <ShownPart rows={marks} step={8} noun="happenings">
          {(shown) => (
            <ul className="mk-happenings" data-testid="happenings">
              {shown.map((mark) => (
                <Happening key={mark.id} host={host} asset={asset} mark={mark} />
              ))}
            </ul>
          )}
        </ShownPart>
      )}
    </Panel>
  );
}

type HappeningProps = { readonly host: Host; readonly asset: string; readonly mark: Mark };

function Happening({ host, asset, mark }: HappeningProps) {
  const { formatMoment, formatZone } = useTimes();
  const { kind, title, detail, atMs, isNamed } = mark;
  return (
    <li className="mk-happening">
      <span className="number muted" title={`${formatMoment(atMs)} ${formatZone(atMs)}`}>
        {formatAge(host.nowMs - atMs)} ago
      </span>
      <span>
        <span className="mk-happening-title">{title}</span>
        <span className="mk-happening-detail muted">
          {kindWords[kind]}
          {kind === "story" && isNamed ? ` that names ${assetSymbol(asset)}` : ""}: {detail}.{" "}
          {kind === "story" ? (
            <a href={host.hrefOf("world", { story: mark.id.replace(/^story:/, "") })}>In the world</a>
          ) : (
            <a href={host.hrefOf("vault")}>In the vault</a>
          )}
        </span>
      </span>
    </li>
  );
}
