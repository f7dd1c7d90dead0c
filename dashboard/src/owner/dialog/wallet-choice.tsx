import type { Wallet } from "../wallet.ts";

type WalletChoiceProps = {
  readonly wallets: readonly Wallet[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onAskAgain: () => void;
};

/** Which wallet signs. Where there is one only, it is chosen. */
export function WalletChoice({ wallets, chosen, onChoose, onAskAgain }: WalletChoiceProps) {
  if (wallets.length === 0) {
    return (
      <div className="owner-none" role="status">
        <p>
          <strong>No wallet was found in this browser.</strong> Install one, or unlock it and let it see this page.
          Wallets announce themselves by EIP-6963; a very old one may not.
        </p>
        <button type="button" className="button" onClick={onAskAgain}>
          Look again
        </button>
      </div>
    );
  }
  return (
    <fieldset className="owner-wallets">
      <legend>Signed with</legend>
      {wallets.map(({ id, name }) => (
        <label key={id} className="owner-wallet">
          <input type="radio" name="wallet" checked={id === chosen} onChange={() => onChoose(id)} required />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
