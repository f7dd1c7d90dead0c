import { Notice } from "../../../components/notice.tsx";
import type { Host } from "../../../host/panel.ts";

/** What is missing, and how to get it. */
export function NoVault({ host }: { readonly host: Host }) {
  return (
    <>
      <Notice title="No vault is open in this tab">
        Triggers belong to a vault, and only its own people may read them. Without one you can write a trigger and try
        it on the history; what you write is kept.
      </Notice>
      <button type="button" className="button" onClick={() => void host.owner.signIn()}>
        Sign in with a wallet
      </button>
    </>
  );
}
