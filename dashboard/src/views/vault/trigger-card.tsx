import type { VaultView } from "../../../../contracts/vault-view.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";
import { durationWords } from "../../format/duration-words.ts";
import { formatAge } from "../../format/format-time.ts";
import { LeafGauge } from "./leaf-gauge.tsx";
import { describeMissing } from "./missing-data.ts";
import { describeTriggerState, overStates, triggerStateTones } from "./trigger-state.ts";

type Item = VaultView["triggers"][number];

/** One trigger: its condition, its state, and how far each comparison is from holding. */
export function TriggerCard({ item, nowMs }: { readonly item: Item; readonly nowMs: number }) {
  const { formatMoment, formatZone } = useTimes();
  const { trigger, enabled, status, version } = item;
  const missing = describeMissing(status.leaves);
  const isOver = !enabled || overStates.has(status.state);
  return (
    <li className={isOver ? "card is-over" : "card"} data-testid={`trigger-${trigger.id}`} data-state={status.state}>
      <div className="card-head card-head-row">
        <h4>{trigger.name ?? trigger.id}</h4>
        <Chip tone={enabled ? triggerStateTones[status.state] : "quiet"}>
          {describeTriggerState(enabled, status.state)}
        </Chip>
      </div>
      <code className="condition">{trigger.when}</code>
      {status.leaves.length === 0 ? <p className="muted">Not evaluated yet.</p> : null}
      {status.leaves.map((leaf, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: leaves stand in the order of the text, which never changes
        <LeafGauge key={index} leaf={leaf} hasOwnText={status.leaves.length > 1} />
      ))}
      {status.clearLeaves.length > 0 && status.state === "fired" ? (
        <>
          <p className="muted">Re-arms when</p>
          {status.clearLeaves.map((leaf, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: leaves stand in the order of the text, which never changes
            <LeafGauge key={index} leaf={leaf} hasOwnText />
          ))}
        </>
      ) : null}
      {!isOver && missing !== null ? <p className="tone-warn">{missing}</p> : null}
      {enabled && status.waits.length > 0 ? (
        <ul className="waits muted">
          {status.waits.map((wait) => (
            <li key={wait}>{wait}</li>
          ))}
        </ul>
      ) : null}
      <p className="card-foot muted">
        <span>{describeAction(trigger)}</span>
        <span>{describeRule(trigger, version)}</span>
        {status.sinceMs === null ? null : (
          <span>
            since {formatMoment(status.sinceMs)} {formatZone(status.sinceMs)}
          </span>
        )}
        {status.evaluatedAtMs === null ? null : <span>evaluated {describeAge(nowMs - status.evaluatedAtMs)}</span>}
      </p>
    </li>
  );
}

const describeAge = (ageMs: number): string => (ageMs < 1_000 ? "just now" : `${formatAge(ageMs)} ago`);

function describeAction({ action }: Item["trigger"]): string {
  if (action.type === "notify") return "tells the owner";
  return `casts ${action.spell} within ${durationWords(action.deadline)}`;
}

function describeRule({ for: holdsFor, cooldown, mode }: Item["trigger"], version: number): string {
  const held = /^0+[smhd]$/.test(holdsFor) ? "" : `after ${durationWords(holdsFor)}, `;
  const pause = mode === "repeat" && !/^0+[smhd]$/.test(cooldown) ? `, pause ${durationWords(cooldown)}` : "";
  return `${held}${mode === "once" ? "once" : "again and again"}${pause}, version ${version}`;
}
