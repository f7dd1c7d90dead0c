import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Chip } from "../../../components/chip.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { LeafGauge } from "../../../views/vault/leaf-gauge.tsx";
import { describeMissing } from "../../../views/vault/missing-data.ts";
import { describeTriggerState, overStates, triggerStateTones } from "../../../views/vault/trigger-state.ts";
import { TriggerButtons } from "../list/trigger-buttons.tsx";
import { nameOf, triggerSentences } from "../trigger-words.ts";
import type { TriggerActs } from "../use-trigger-acts.ts";
import { FireList } from "./fire-list.tsx";

type TriggerDetailProps = {
  readonly host: Host;
  readonly item: VaultView["triggers"][number];
  readonly view: VaultView;
  readonly acts: TriggerActs;
};

/** One trigger explained: what each comparison says now, why it does not fire, and why it fired. */
export function TriggerDetail({ host, item, view, acts }: TriggerDetailProps) {
  const { formatMoment, formatZone } = useTimes();
  const { trigger, enabled, status, version } = item;
  const { leaves, clearLeaves, waits, sinceMs, evaluatedAtMs, state } = status;
  const missing = overStates.has(state) ? null : describeMissing(leaves);
  const fires = view.fires.filter(({ triggerId }) => triggerId === trigger.id);
  return (
    <Panel
      title={nameOf(trigger)}
      className="tr-detail"
      aside={<Chip tone={enabled ? triggerStateTones[state] : "quiet"}>{describeTriggerState(enabled, state)}</Chip>}
    >
      <div data-testid="trigger-detail" data-state={enabled ? state : "disarmed"}>
        <ul className="tr-sentences">
          {triggerSentences(trigger).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <TriggerButtons item={item} acts={acts} hrefOf={host.hrefOf} />
        <h3>At its last evaluation</h3>
        <p className="muted">
          {evaluatedAtMs === null
            ? "It was not evaluated yet."
            : `${formatMoment(evaluatedAtMs)} ${formatZone(evaluatedAtMs)}, ${formatAge(host.nowMs - evaluatedAtMs)} ago.`}{" "}
          {sinceMs === null ? "" : `In this state since ${formatMoment(sinceMs)} ${formatZone(sinceMs)}.`} Version{" "}
          {version}.
        </p>
        {leaves.map((leaf, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: leaves stand in the order of the text
          <LeafGauge key={index} leaf={leaf} hasOwnText />
        ))}
        {clearLeaves.length === 0 ? null : (
          <>
            <h3>It re-arms when</h3>
            {clearLeaves.map((leaf, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: leaves stand in the order of the text
              <LeafGauge key={index} leaf={leaf} hasOwnText />
            ))}
          </>
        )}
        {!enabled || (waits.length === 0 && missing === null) ? null : (
          <>
            <h3>Why it does not fire now</h3>
            <ul className="tr-sentences">
              {missing === null ? null : <li className="tone-warn">{missing}</li>}
              {waits.map((wait) => (
                <li key={wait}>{wait}</li>
              ))}
            </ul>
          </>
        )}
        <h3>Its fires</h3>
        {fires.length === 0 ? (
          <Notice title="It has not fired yet">A fire shows here with each comparison as the evaluation saw it.</Notice>
        ) : (
          <FireList host={host} fires={fires} casts={view.casts} />
        )}
      </div>
    </Panel>
  );
}
