import { useId } from "react";
import type { OwnerRequest } from "../owner-request.ts";
import type { StepProblem } from "../site.ts";
import type { Wallet } from "../wallet.ts";
import { SignedLines } from "./signed-lines.tsx";
import { StepProblemBox } from "./step-problem-box.tsx";
import { WalletChoice } from "./wallet-choice.tsx";

type OwnerFormProps = {
  readonly request: OwnerRequest;
  readonly wallets: readonly Wallet[];
  readonly wallet: Wallet | null;
  /** What is under way, in words; null: nothing is. */
  readonly step: string | null;
  readonly problem: StepProblem | null;
  /** What the reader types as the vault's address; null where the vault is known. */
  readonly vault: string | null;
  readonly onVault: (typed: string) => void;
  readonly onChoose: (walletId: string) => void;
  readonly onAskAgain: () => void;
  readonly onProblem: (problem: StepProblem | null) => void;
  readonly onRun: () => void;
  readonly onClose: () => void;
};

/** What one owner is asked: the act in words, what is signed, by which wallet, and what went wrong so far. */
export function OwnerForm({ request, wallets, wallet, step, problem, vault, ...on }: OwnerFormProps) {
  const { words, lines, exact, signer } = request;
  const vaultId = useId();
  const isBusy = step !== null;
  return (
    <form
      className="owner-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) on.onRun();
      }}
    >
      <h2 className={words.isDangerous ? "owner-title owner-title-danger" : "owner-title"}>{words.title}</h2>
      <ul className="owner-sentences">
        {words.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {vault === null ? null : (
        <label className="owner-vault" htmlFor={vaultId}>
          <span>Address of your vault (the Safe)</span>
          <input
            id={vaultId}
            className="field mono"
            value={vault}
            required
            spellCheck={false}
            autoComplete="off"
            placeholder="0x…"
            onChange={(event) => on.onVault(event.target.value)}
          />
        </label>
      )}
      <SignedLines lines={lines} exact={exact} signer={signer} />
      {signer === "wallet" ? (
        <WalletChoice wallets={wallets} chosen={wallet?.id ?? null} onChoose={on.onChoose} onAskAgain={on.onAskAgain} />
      ) : null}
      <StepProblemBox problem={problem} wallet={wallet} onProblem={on.onProblem} onAgain={on.onRun} />
      <p className="owner-step" role="status">
        {step}
      </p>
      <div className="owner-buttons">
        <button type="button" className="button" onClick={on.onClose}>
          {isBusy ? "Stop waiting" : "Go back"}
        </button>
        <button
          type="submit"
          className={words.isDangerous ? "button button-danger" : "button button-primary"}
          disabled={isBusy || (signer === "wallet" && wallet === null)}
        >
          {problem === null ? words.title : "Try again"}
        </button>
      </div>
    </form>
  );
}
