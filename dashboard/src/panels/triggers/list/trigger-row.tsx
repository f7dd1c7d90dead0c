import type { Fire } from "../../../../../contracts/fires.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Chip } from "../../../components/chip.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { describeTriggerState, triggerStateTones } from "../../../views/vault/trigger-state.ts";
import { actionWords, nameOf } from "../trigger-words.ts";
import type { TriggerActs } from "../use-trigger-acts.ts";
import { distanceOf } from "./distance-of.ts";
import { TriggerButtons } from "./trigger-buttons.tsx";

type TriggerRowProps = {
  readonly host: Host;
  readonly item: VaultView["triggers"][number];
  readonly lastFire: Fire | null;
  readonly acts: TriggerActs;
};

/** One trigger in a line or two: what it waits for, how far it is, and when it last fired. */
export function TriggerRow({ host, item, lastFire, acts }: TriggerRowProps) {
  const { formatMoment, formatZone } = useTimes();
  const { trigger, enabled, status } = item;
  const { evaluatedAtMs } = status;
  return (
    <li className="tr-row" data-testid={`row-${trigger.id}`} data-state={enabled ? status.state : "disarmed"}>
      <div className="tr-row-main">
        <p className="tr-row-title">
          <a href={host.hrefOf("triggers", { id: trigger.id })}>{nameOf(trigger)}</a>{" "}
          <Chip tone={enabled ? triggerStateTones[status.state] : "quiet"}>
            {describeTriggerState(enabled, status.state)}
          </Chip>
        </p>
        <code className="condition">{trigger.when}</code>
      </div>
      <dl className="tr-row-facts">
        <div>
          <dt>To go</dt>
          <dd className="number">{distanceOf(status.leaves)}</dd>
        </div>
        <div>
          <dt>Evaluated</dt>
          <dd className="number">
            {evaluatedAtMs === null ? "not yet" : `${formatAge(host.nowMs - evaluatedAtMs)} ago`}
          </dd>
        </div>
        <div>
          <dt>Last fire</dt>
          <dd className="number">
            {lastFire === null ? "never" : `${formatMoment(lastFire.atMs)} ${formatZone(lastFire.atMs)}`}
          </dd>
        </div>
        <div>
          <dt>Then it</dt>
          <dd>{actionWords(trigger)}</dd>
        </div>
      </dl>
      <TriggerButtons item={item} acts={acts} hrefOf={host.hrefOf} />
    </li>
  );
}
