import { useState } from "react";
import { z } from "zod";
import { AuditEntry, type VaultView } from "../../../../../contracts/vault-view.ts";
import { ChoiceField } from "../../../components/choice-field.tsx";
import { Panel } from "../../../components/panel.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { Host } from "../../../host/panel.ts";
import { describeEntry, filterLog, logChoices, mergeLog, shortenHexes } from "./log-words.ts";

const LogPage = z.strictObject({ records: z.array(AuditEntry), next: z.int().nullable() });
type Older = z.infer<typeof LogPage>;
const perPage = 100;

/** The vault's own log, in words. The view has the newest lines; older ones are read page by page. */
export function LogSection({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const { params, setParams, owner } = host;
  const [older, setOlder] = useState<Older | null>(null);
  const [problem, setProblem] = useState<LoadProblem | null>(null);
  const [isLoading, setLoading] = useState(false);
  const all = mergeLog(view.audit, older?.records ?? []);
  const shown = filterLog(all, params.log ?? "", params.find ?? "");
  const isReplay = (host.state.health.data?.feed ?? "live") !== "live";
  const hasMore = older === null || older.next !== null;

  const readMore = async (): Promise<void> => {
    if (isLoading) return;
    setLoading(true);
    const after = older === null ? "" : `&before=${older.next}`;
    const page = await owner.loadVault(`/v1/vaults/${view.vault}/audit?limit=${perPage}${after}`, LogPage);
    setLoading(false);
    setProblem(page.ok ? null : page.error);
    if (page.ok) setOlder({ ...page.value, records: [...(older?.records ?? []), ...page.value.records] });
  };
  return (
    <Panel title="Audit log" className="panel-vault vp-log">
      <div className="form-row form-own-widths">
        <ChoiceField
          label="Show"
          value={params.log ?? ""}
          choices={logChoices}
          onChange={(log) => setParams({ log: log === "" ? null : log })}
        />
        <TextField
          label="With the words"
          value={params.find ?? ""}
          onChange={(find) => setParams({ find: find === "" ? null : find })}
        />
      </div>
      {isReplay ? (
        <p className="muted">Its times are of the wall clock; those of the replayed day are told with its fires.</p>
      ) : null}
      {shown.length === 0 ? (
        <p className="muted">{all.length === 0 ? "Nothing was noted yet." : "No line that was read is like that."}</p>
      ) : null}
      <ol className="vp-log-lines" data-testid="audit">
        {shown.map((entry) => (
          <LogLine key={entry.seq} entry={entry} />
        ))}
      </ol>
      <p className="vp-more">
        {hasMore ? (
          <button type="button" className="button" onClick={() => void readMore()} aria-disabled={isLoading}>
            {isLoading ? "Reading…" : "Read older lines"}
          </button>
        ) : null}
        <span className="muted number" data-testid="audit-count">
          {shown.length} of {all.length} lines that were read{hasMore ? "" : ", which is all there is"}
        </span>
        {problem === null ? null : <span className="tone-warn">{problem.detail} Nothing older was read.</span>}
      </p>
    </Panel>
  );
}

function LogLine({ entry }: { readonly entry: AuditEntry }) {
  const { formatMoment, formatClockSeconds, formatZone } = useTimes();
  const { atWallMs, actor, detail } = entry;
  return (
    <li>
      <span className="muted number" title={`${formatClockSeconds(atWallMs)} ${formatZone(atWallMs)}`}>
        {formatMoment(atWallMs)}
      </span>
      <strong>{describeEntry(entry)}</strong>
      <span className="breakable" title={detail}>
        {shortenHexes(detail)}
      </span>
      <span className="muted breakable" title={actor}>
        {shortenHexes(actor)}
      </span>
    </li>
  );
}
