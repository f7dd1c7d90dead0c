import { Notice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { CoSignForm } from "../co-sign/co-sign-form.tsx";
import { OpenForm } from "./open-form.tsx";

/** No vault is shown in this tab: how to get to one, and how a Safe becomes one. */
export function NoVault({ host }: { readonly host: Host }) {
  return (
    <div className="split">
      <Panel title="Vault" className="panel-vault">
        <Notice title="No vault is open in this tab">
          Triggers, casts and balances belong to a vault, and only its own people may read them. Sign in with the wallet
          of an owner; the page asks for the address of the Safe.
        </Notice>
        <button type="button" className="button button-primary" onClick={() => void host.owner.signIn()}>
          Sign in with a wallet
        </button>
        <div className="vp-forms">
          <CoSignForm host={host} />
        </div>
        <p className="vp-hint muted">
          Somebody may also have given you a link that reads: it ends in <code>#vault=0x…&amp;view=…</code>, and its
          token stays in this tab. In a local run, open the address that <code>npm start</code> prints.
        </p>
      </Panel>
      <Panel title="A new vault" className="panel-vault">
        <ol className="vp-steps">
          <li>Have a Safe, and a Zodiac Roles modifier whose owner, avatar and target are that Safe.</li>
          <li>
            <p>
              Open it as a vault. The page asks for the address of the Safe, and as many owners sign as it asks for.
            </p>
            <OpenForm host={host} />
          </li>
          <li>Sign in, and arm a session here: you read what its keys may do before you sign.</li>
          <li>Set a trigger. Nothing is cast before a session is armed.</li>
        </ol>
      </Panel>
    </div>
  );
}
