import { useState } from "react";
import { err } from "../../../../../contracts/result.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { ChoiceField } from "../../../components/choice-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { formatTokenExact } from "../../../format/format-token-amount.ts";
import { shortHex } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { readAmount, writeAmount } from "../amounts/amount-text.ts";
import { plainTokens } from "../amounts/vault-tokens.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { readSafeTx } from "../keys/prepared-answer.ts";
import { withdrawAct, withdrawTx } from "../words/act-words.ts";
import { readAddress } from "../words/read-address.ts";

/** Money out of the Safe. The vault writes the transaction, and only the owner's wallet can send it. */
export function WithdrawForm({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const tokens = plainTokens(view.balances);
  const [symbol, setSymbol] = useState<string | null>(null);
  const [amount, setAmount] = useState("");
  const [to, setTo] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { state, run } = useAct();
  const token = tokens.find((each) => each.symbol === symbol) ?? tokens[0];
  if (token === undefined) return <p className="muted">Nothing can be withdrawn until the chain answers.</p>;
  const units = readAmount(amount, token.decimals);
  const held = BigInt(token.amount);
  const address = readAddress(to);
  const amountFault = units.ok
    ? units.value === 0n
      ? "Type more than nothing."
      : units.value > held
        ? `The Safe holds ${formatTokenExact(held, token.decimals)} ${token.symbol}.`
        : null
    : units.error;
  const addressFault =
    address === null
      ? "Type an address: 0x and 40 hex digits."
      : address.toLowerCase() === view.vault
        ? "This is the Safe itself."
        : null;

  const withdraw = (): void => {
    setChecked(true);
    if (!units.ok || amountFault !== null || address === null || addressFault !== null) return;
    const exact = writeAmount(units.value, token.decimals);
    const ask = async () => {
      const body = { token: token.symbol, amount: units.value.toString(), to: address };
      const written = await host.owner.act("withdraw", body, withdrawAct(exact, token.symbol, address));
      if (!written.ok) return written;
      const answer = readSafeTx(written.value);
      if (answer === null)
        return err({ kind: "refused" as const, code: null, detail: "The vault's answer holds no transaction." });
      return host.owner.sendSafeTx(answer.safeTx, withdrawTx(exact, token.symbol, address));
    };
    void run(ask, ({ transactionHash }) => `Sent: transaction ${String(transactionHash)}.`);
  };
  return (
    <ActForm title="Withdraw" submit="Withdraw" state={state} onSubmit={withdraw} isDangerous testId="withdraw-form">
      <div className="form-row">
        <ChoiceField
          label="Token"
          value={token.symbol}
          choices={tokens.map((each) => [each.symbol, each.symbol])}
          onChange={setSymbol}
        />
        <TextField
          label="Amount"
          value={amount}
          isNumber
          unit={token.symbol}
          hint={
            <>
              The Safe holds {formatTokenExact(held, token.decimals)}.{" "}
              <button
                type="button"
                className="button button-small"
                onClick={() => setAmount(writeAmount(held, token.decimals))}
              >
                All of it
              </button>
            </>
          }
          fault={isChecked ? amountFault : null}
          onChange={setAmount}
        />
      </div>
      <TextField label="To" value={to} placeholder="0x…" fault={isChecked ? addressFault : null} onChange={setTo} />
      <div className="form-row">
        {view.owners.map((owner) => (
          <button key={owner} type="button" className="button button-small" onClick={() => setTo(owner)}>
            {view.owners.length === 1 ? "To the owner" : `To the owner ${shortHex(owner)}`}
          </button>
        ))}
      </div>
    </ActForm>
  );
}
