import { useEffect, useRef, useState } from "react";
import { TextField } from "../../../components/text-field.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { readSafeTx } from "../keys/prepared-answer.ts";
import { describeNext, describeRequest } from "./describe-request.ts";

/** Goes on with what another owner has signed: what they passed on is pasted here, or comes with the address (`cosign=`). */
export function CoSignForm({ host }: { readonly host: Host }) {
  const { formatMoment, formatZone } = useTimes();
  const { params, setParams, state: data, page, owner } = host;
  const [text, setText] = useState("");
  const { state, run } = useAct();
  const view = data.vault.data;
  // Amounts are told in tokens once the vault is read, so a link waits for that.
  const isReady = !page.hasVault || view !== null || data.vault.problem !== null;

  const goOn = async (given: string): Promise<void> => {
    const until = (atMs: number) => `${formatMoment(atMs)} ${formatZone(atMs)}`;
    const ask = async () => {
      const done = await owner.coSign(given, (request) => describeRequest(request, { view, until }));
      const next = done.ok ? readSafeTx(done.value) : null;
      // Keys that were made wait in the vault, with the steps that are left. Any other transaction that is answered is asked for now.
      if (!done.ok || next === null || "sessionId" in done.value) return done;
      return owner.sendSafeTx(next.safeTx, describeNext(next.safeTx, view));
    };
    const answer = await run(ask, ({ transactionHash }) =>
      transactionHash === undefined ? "It is done." : `It is sent: transaction ${String(transactionHash)}.`,
    );
    if (answer !== null) setText("");
  };
  const latest = useRef(goOn);
  latest.current = goOn;

  const place = useRef<HTMLDivElement>(null);
  const linked = params.cosign;
  useEffect(() => {
    if (linked === undefined || !isReady) return;
    const details = place.current?.querySelector("details");
    if (details != null) details.open = true;
    setText(linked);
    setParams({ cosign: null });
    void latest.current(linked);
  }, [linked, isReady, setParams]);

  return (
    <div ref={place}>
      <ActForm
        title="Sign what another owner has signed"
        submit="Read it"
        state={state}
        onSubmit={() => void goOn(text)}
        testId="co-sign-form"
      >
        <p className="muted">
          Where a Safe asks for several owners, the first one signs and gets a link. Whoever opens it, or pastes it
          here, reads what it does before anything is signed.
        </p>
        <TextField
          label="The link or the text"
          value={text}
          lines={3}
          hint="It holds no secret. Everything that is shown of it is worked out anew from its data."
          onChange={setText}
        />
      </ActForm>
    </div>
  );
}
