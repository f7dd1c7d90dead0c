import type { Cast } from "../../../../contracts/cast.ts";
import { Chip } from "../../components/chip.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatSpan } from "../../format/format-time.ts";
import { describeReasonCode } from "../../format/reason-words.ts";
import { CastAttempts } from "./cast-attempts.tsx";
import { CastBalances } from "./cast-balances.tsx";
import { CastFacts } from "./cast-facts.tsx";
import { castElapsedMs, castStateWords } from "./cast-steps.ts";
import { CastTimeline } from "./cast-timeline.tsx";

/** One cast: where it stands, what it took, its transaction, and what it moved. */
export function CastView({ cast }: { readonly cast: Cast }) {
  const { label, meaning, tone } = castStateWords[cast.state];
  return (
    <article className="cast" data-testid={`cast-${cast.id}`} aria-label={`Cast of ${cast.spell}`}>
      <div className="cast-head">
        <p>
          Cast of <strong>{cast.spell}</strong>
        </p>
        <p aria-live="polite" className="cast-verdict">
          <span data-testid="cast-state" data-state={cast.state}>
            <Chip tone={tone}>{label}</Chip>
          </span>
          <span className="muted">{meaning}</span>
        </p>
      </div>
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
    </article>
  );
}
