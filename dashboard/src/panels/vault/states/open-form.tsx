import { useState } from "react";
import { TextField } from "../../../components/text-field.tsx";
import type { Host } from "../../../host/panel.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { openAct } from "../words/act-words.ts";
import { readAddress } from "../words/read-address.ts";

/** Takes a Safe into service, which is the first step of a vault's life. */
export function OpenForm({ host }: { readonly host: Host }) {
  const [roles, setRoles] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { state, run } = useAct();
  const address = readAddress(roles);
  const open = (): void => {
    setChecked(true);
    if (address === null) return;
    void run(
      () => host.owner.act("open", { roles: address }, openAct(address)),
      () => "The vault is open. Sign in with the wallet of an owner to see it.",
    );
  };
  return (
    <ActForm title="Open this Safe as a vault" submit="Open the vault" state={state} onSubmit={open} testId="open-form">
      <p className="muted">
        Once in a vault's life, before the first session. The Roles modifier is the contract through which the keys act;
        its owner, avatar and target are your Safe.
      </p>
      <TextField
        label="Address of the Safe's Roles modifier"
        value={roles}
        placeholder="0x…"
        fault={isChecked && address === null ? "Type an address: 0x and 40 hex digits." : null}
        onChange={setRoles}
      />
    </ActForm>
  );
}
