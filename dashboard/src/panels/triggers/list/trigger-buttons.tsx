import type { VaultView } from "../../../../../contracts/vault-view.ts";
import type { Host } from "../../../host/panel.ts";
import { nameOf } from "../trigger-words.ts";
import type { TriggerActs } from "../use-trigger-acts.ts";

type TriggerButtonsProps = {
  readonly item: VaultView["triggers"][number];
  readonly acts: TriggerActs;
  readonly hrefOf: Host["hrefOf"];
};

/** What can be done with a trigger. Each button names it, for those who hear them one by one. */
export function TriggerButtons({ item, acts, hrefOf }: TriggerButtonsProps) {
  const { trigger, enabled } = item;
  const name = nameOf(trigger);
  const isBusy = acts.busy.has(trigger.id);
  return (
    <div className="tr-buttons">
      <button type="button" className="button" disabled={isBusy} onClick={() => acts.setEnabled(item, !enabled)}>
        {enabled ? "Disarm" : "Arm"}
        <span className="visually-hidden"> {name}</span>
      </button>
      <a className="button" href={hrefOf("triggers", { edit: trigger.id })}>
        Edit<span className="visually-hidden"> {name}</span>
      </a>
      <button type="button" className="button" onClick={() => acts.duplicate(trigger)}>
        Duplicate<span className="visually-hidden"> {name}</span>
      </button>
      <button type="button" className="button" disabled={isBusy} onClick={() => acts.remove(item)}>
        Remove<span className="visually-hidden"> {name}</span>
      </button>
    </div>
  );
}
