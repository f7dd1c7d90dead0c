import { useState } from "react";
import { ShortName } from "../../../../../contracts/vault-access.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { grantViewAct } from "../words/act-words.ts";
import { dayMs, readDays } from "../words/durations.ts";

type Link = { readonly href: string; readonly expiresAtMs: number };

/** A link that reads the vault and can do nothing else. It is shown once: the vault keeps no more than what it needs to know it again. */
export function ViewLinkForm({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const { formatMoment, formatZone } = useTimes();
  const [name, setName] = useState("");
  const [days, setDays] = useState("7");
  const [isChecked, setChecked] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const { state, run } = useAct();
  const count = readDays(days);
  const label = name.trim();
  const isNamed = label === "" || ShortName.safeParse(label).success;
  const until = (atMs: number) => `${formatMoment(atMs)} ${formatZone(atMs)}`;
  const grant = async (): Promise<void> => {
    setChecked(true);
    if (count === null || !isNamed) return;
    const expiresAtMs = Date.now() + count * dayMs;
    const answer = await run(
      () =>
        host.owner.act("grant-view", { expiresAtMs, ...(label !== "" && { label }) }, grantViewAct(until(expiresAtMs))),
      () => "The link is made.",
    );
    if (answer === null) return;
    const fields = new URLSearchParams({ vault: view.vault, view: String(answer.token) });
    setName("");
    setLink({ href: `${window.location.origin}/#${fields.toString()}`, expiresAtMs });
  };
  return (
    <ActForm
      title="Share a link that only reads"
      submit="Make the link"
      state={state}
      onSubmit={() => void grant()}
      testId="link-form"
    >
      <p className="muted">
        Whoever has it sees everything that you see here and can change nothing. It stands under "Who has access", where
        it can be revoked.
      </p>
      <TextField
        label="What you call it"
        value={name}
        placeholder="may be empty"
        hint="Such as who gets it. Everybody who reads the vault sees the name."
        fault={isChecked && !isNamed ? "At most 60 characters." : null}
        onChange={setName}
      />
      <TextField
        label="It is good for"
        value={days}
        isNumber
        unit="days"
        fault={isChecked && count === null ? "Type whole days, from 1 to 365." : null}
        onChange={setDays}
      />
      {link === null ? null : (
        <p>
          <code className="breakable" data-testid="view-link">
            {link.href}
          </code>{" "}
          <CopyButton text={link.href} what="the link" />{" "}
          <span className="muted">until {until(link.expiresAtMs)}. It is shown here once.</span>
        </p>
      )}
    </ActForm>
  );
}
