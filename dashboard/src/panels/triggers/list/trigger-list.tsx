import type { VaultView } from "../../../../../contracts/vault-view.ts";
import type { Host } from "../../../host/panel.ts";
import type { TriggerActs } from "../use-trigger-acts.ts";
import { TriggerRow } from "./trigger-row.tsx";

type TriggerListProps = { readonly host: Host; readonly view: VaultView; readonly acts: TriggerActs };

/** The vault's triggers: those that wait first, then those that are over. */
export function TriggerList({ host, view, acts }: TriggerListProps) {
  return (
    <ul className="tr-list" data-testid="trigger-list">
      {view.triggers.map((item) => (
        <TriggerRow
          key={item.trigger.id}
          host={host}
          item={item}
          lastFire={view.fires.find(({ triggerId }) => triggerId === item.trigger.id) ?? null}
          acts={acts}
        />
      ))}
    </ul>
  );
}
