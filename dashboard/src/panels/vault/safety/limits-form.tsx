import { useState } from "react";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { TextField } from "../../../components/text-field.tsx";
import { formatEther } from "../../../format/format-gas.ts";
import type { Host } from "../../../host/panel.ts";
import { readAmount, writeAmount } from "../amounts/amount-text.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { limitsAct } from "../words/act-words.ts";

const etherDecimals = 18;

/** The owner's own limits of a day: gas by lane, and casts. */
export function LimitsForm({ host, view: { limits } }: { readonly host: Host; readonly view: VaultView }) {
  const [typedGas, setGas] = useState<string | null>(null);
  const [typedCasts, setCasts] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const { state, run } = useAct();
  const gas = typedGas ?? (limits === undefined ? "" : writeAmount(BigInt(limits.gasWeiPerDay), etherDecimals));
  const casts = typedCasts ?? (limits === undefined ? "" : String(limits.castsPerDay));
  const wei = readAmount(gas, etherDecimals);
  const count = /^\d{1,5}$/.test(casts.trim()) && Number(casts) <= 10_000 ? Number(casts) : null;
  const set = (): void => {
    setChecked(true);
    if (!wei.ok || count === null) return;
    const ether = writeAmount(wei.value, etherDecimals);
    void run(
      () =>
        host.owner.act(
          "set-limits",
          { gasWeiPerDay: wei.value.toString(), castsPerDay: count },
          limitsAct(ether, count),
        ),
      () => `Set: ${ether} ETH of gas and ${count} casts a day.`,
    );
  };
  return (
    <ActForm title="Limits of a day" submit="Set the limits" state={state} onSubmit={set} testId="limits-form">
      <p className="muted">
        {limits === undefined
          ? "This vault does not tell its limits yet."
          : `Now: ${formatEther(limits.gasWeiPerDay)} of gas for each lane, ${limits.castsPerDay} casts.`}{" "}
        They are tighter than what the keys may do. Beyond them a cast is refused; one that protects is never refused
        for them, and waits while its lane has spent its gas.
      </p>
      <div className="form-row">
        <TextField
          label="Gas of each lane"
          value={gas}
          isNumber
          unit="ETH a day"
          fault={isChecked && !wei.ok ? wei.error : null}
          onChange={setGas}
        />
        <TextField
          label="Casts"
          value={casts}
          isNumber
          unit="a day"
          fault={isChecked && count === null ? "Type a whole number from 0 to 10000." : null}
          onChange={setCasts}
        />
      </div>
    </ActForm>
  );
}
