import type { Cast } from "../../../../contracts/cast.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatSpan } from "../../format/format-time.ts";
import { describeReasonCode } from "../../format/reason-words.ts";
import { CastAttempts } from "./cast-attempts.tsx";
import { CastBalances } from "./cast-balances.tsx";
import { CastFacts } from "./cast-facts.tsx";
import { castElapsedMs } from "./cast-steps.ts";
import { CastTimeline } from "./cast-timeline.tsx";

/** What a cast took, its transactions, and what it moved. */
export function CastBody({ cast }: { readonly cast: Cast }) {
  return (
    <>
      {cast.reason === null ? null : (
        <p className="inline-problem">
          <strong>{describeReasonCode(cast.reason.code) ?? "the vault says"}</strong>: {cast.reason.message}{" "}
          <code>{cast.reason.code}</code>
        </p>
      )}
      <CastTimeline cast={cast} />
      {cast.txHash === null ? null : (
        <div className="tx">
          <span className="muted">Transaction</span>
          <code className="hash" data-testid="cast-hash" title={cast.txHash}>
            {cast.txHash}
          </code>
          <CopyButton text={cast.txHash} what="the transaction's hash" />
          {cast.blockNumber === null ? null : (
            <span className="number tx-block" title={cast.blockHash ?? undefined}>
              <span className="muted">block</span> {cast.blockNumber}
            </span>
          )}
          <span className="number">
            <span className="muted">in</span> {formatSpan(castElapsedMs(cast))}
          </span>
        </div>
      )}
      <CastAttempts cast={cast} />
      <CastBalances cast={cast} />
      <CastFacts cast={cast} />
    </>
  );
}
