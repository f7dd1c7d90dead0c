import type { ReactNode } from "react";
import type { SessionView } from "../../../../contracts/vault-view.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { TokenAmountText } from "../../components/token-amount.tsx";
import { useTimes } from "../../components/use-times.ts";
import { describeKeyState } from "./key-state.ts";
import { splitWords } from "./split-words.ts";

type SessionDetailsProps = {
  /** `session`: the key that casts. `emergency`: the one that only reduces what is at risk. */
  readonly which: "session" | "emergency";
  readonly session: SessionView;
  readonly chainTimeMs: number | null;
};

const names = { session: "session key", emergency: "emergency key" } as const;

/** What a key may do, in the sentences that the owners signed; until when, what is left, and the worst that a thief could do. */
export function SessionDetails({ which, session, chainTimeMs }: SessionDetailsProps) {
  const { formatMoment, formatZone } = useTimes();
  const { mays, losses } = splitWords(session.words);
  const { expiresAtMs, allowanceLeft, address } = session;
  const state = describeKeyState(session, chainTimeMs);
  if (session.state === "none")
    return <p className="fold">No {names[which]}: nothing can be cast by it until you arm one.</p>;
  return (
    <details className="fold" data-testid={`key-${which}`}>
      <summary>
        What the {names[which]} may do <span className="muted">· {state}</span>
        {expiresAtMs === null ? null : (
          <span className="muted">
            {" "}
            · until {formatMoment(expiresAtMs)} {formatZone(expiresAtMs)}
          </span>
        )}
        {allowanceLeft.map(({ token, symbol, decimals, amount }) => (
          <span key={token} className="muted">
            {" "}
            · <TokenAmountText amount={BigInt(amount)} decimals={decimals} symbol={symbol} /> left
          </span>
        ))}
      </summary>
      <Sentences sentences={mays} />
      {losses.length === 0 ? null : (
        <>
          <p className="muted">The most that somebody who steals this key could take:</p>
          <Sentences sentences={losses} tone="tone-warn" />
        </>
      )}
      {allowanceLeft.length === 0 ? (
        <p className="muted">What is left of its allowances is not known: the chain was not read.</p>
      ) : null}
      {address === null ? null : (
        <p className="muted">
          Address of the key <code className="breakable">{address}</code>{" "}
          <CopyButton text={address} what={`the address of the ${names[which]}`} />
        </p>
      )}
    </details>
  );
}

function Sentences({ sentences, tone }: { readonly sentences: readonly string[]; readonly tone?: string }): ReactNode {
  return (
    <ul className={`sentences ${tone ?? ""}`}>
      {sentences.map((sentence) => (
        <li key={sentence} className="breakable">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
