import { ProblemNotice } from "../../../components/notice.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { useNow } from "../../../components/use-now.ts";
import type { VaultKey } from "../../../data/vault-key.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { KeptClose } from "./kept-close.ts";
import { SafeTxFields } from "./safe-tx-fields.tsx";
import { useOwnerClose } from "./use-owner-close.ts";

type ClosePanelProps = {
  readonly vaultKey: VaultKey;
  /** Changes when the vault has changed, so that what closes it has, too. */
  readonly marker: string;
};

/** The one Safe transaction that closes the vault without any key of it: there also when nothing else answers any more. */
export function ClosePanel({ vaultKey, marker }: ClosePanelProps) {
  const { kept, problem, isLoading, reload } = useOwnerClose(vaultKey, marker);
  const nowMs = useNow(10_000);
  const age = kept === null ? null : formatAge(nowMs - kept.readAtWallMs);
  return (
    <details className="fold" data-testid="close-panel" data-state={describeState(kept, isLoading)}>
      <summary>
        Close with your own wallet <span className="muted">{age === null ? "" : `· read ${age} ago`}</span>
      </summary>
      <p className="fold-text">
        One transaction of your Safe closes what is open. It needs no key of this vault and no server: the owners sign
        it with their own wallets. Without this page, <code>portent close-calls</code> reads the same from the chain.
      </p>
      {kept === null && problem === null ? <Skeleton rows={3} label="Reading what closes the vault" /> : null}
      {kept === null && problem !== null ? (
        <ProblemNotice problem={problem} emptyTitle="It cannot be read from the chain now" onRetry={reload} />
      ) : null}
      {kept === null ? null : (
        <>
          {problem === null ? null : (
            <p className="inline-problem" role="status">
              {problem.detail} What follows was read {age} ago.
            </p>
          )}
          <KeptTransaction kept={kept} vaultKey={vaultKey} />
        </>
      )}
      <button type="button" className="button button-small" onClick={reload} disabled={isLoading}>
        {isLoading ? "Reading…" : "Read again"}
      </button>
    </details>
  );
}

function KeptTransaction({ kept, vaultKey }: { readonly kept: KeptClose; readonly vaultKey: VaultKey }) {
  const { safeTx, calls, blockers } = kept.close;
  return (
    <>
      {safeTx === null ? <p className="fold-text">Nothing is open that could be closed now.</p> : null}
      <ol className="sentences sentences-numbered">
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two calls of one batch can read alike
          <li key={index} className="breakable">
            {call}
          </li>
        ))}
      </ol>
      {blockers.map((blocker) => (
        <p key={blocker} className="inline-problem">
          Cannot be closed now: {blocker}
        </p>
      ))}
      {safeTx === null ? null : (
        <>
          <p className="fold-text muted">
            Prices move: its swaps are good for an hour of the chain's time after it was read, and its nonce until the
            Safe's next transaction. Read again before you sign; what comes back from loans is sold by asking again
            afterwards.
          </p>
          <SafeTxFields safe={vaultKey.vault} safeTx={safeTx} />
        </>
      )}
    </>
  );
}

const describeState = (kept: KeptClose | null, isLoading: boolean): string =>
  isLoading ? "loading" : kept === null ? "missing" : "kept";
