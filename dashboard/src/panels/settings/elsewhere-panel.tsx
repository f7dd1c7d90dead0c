import { Panel } from "../../components/panel.tsx";
import type { Host } from "../../host/panel.ts";

/** What one might look for here: where it is, or that it does not exist yet. */
export function ElsewherePanel({ host }: { readonly host: Host }) {
  return (
    <Panel title="Notifications and agents" className="panel-elsewhere">
      <div className="setting">
        <h3>Notification channels</h3>
        <p>
          There are none yet: nothing is sent by mail, phone or chat. What a vault has to say stands in its alerts and
          its audit log, on <a href={host.hrefOf("vault")}>the vault's view</a>, while this page is open.
        </p>
      </div>
      <div className="setting">
        <h3>Agents' grants</h3>
        <p>
          Which programs may act for a vault, within which limits and until when, belongs to the vault: its owner grants
          and ends it on <a href={host.hrefOf("vault")}>the vault's view</a>
          {host.page.hasVault ? "." : ", once a vault is open in this tab."}
        </p>
      </div>
    </Panel>
  );
}
