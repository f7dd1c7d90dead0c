import type { VaultView } from "../../../../contracts/vault-view.ts";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import type { Host } from "../../host/panel.ts";
import { TriggerCard } from "../../views/vault/trigger-card.tsx";

/** What the vault waits for. */
export function Triggers({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const hasEditor = host.page.panels.some(({ id }) => id === "triggers");
  return (
    <Panel
      title="Triggers"
      className="panel-vault vp-triggers"
      aside={hasEditor ? <a href={host.hrefOf("triggers")}>Write and change them</a> : undefined}
    >
      {view.triggers.length === 0 ? <Notice title="No trigger yet">The vault waits for nothing.</Notice> : null}
      <ul className="cards">
        {view.triggers.map((item) => (
          <TriggerCard key={item.trigger.id} item={item} nowMs={host.nowMs} />
        ))}
      </ul>
    </Panel>
  );
}
