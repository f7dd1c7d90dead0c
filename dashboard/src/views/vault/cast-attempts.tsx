import type { Cast } from "../../../../contracts/cast.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatGwei } from "../../format/format-gas.ts";
import { shortHex } from "../../format/short-hex.ts";

const kindWords = { cast: "carries the cast", free: "frees the nonce" } as const;

/** Every transaction that was signed for a cast, with what it may pay: replacements share one nonce. */
export function CastAttempts({ cast }: { readonly cast: Cast }) {
  const { attempts, txHash, blockNumber } = cast;
  if (attempts.length === 0) return null;
  return (
    <div className="attempts">
      {attempts.length === 1 ? null : (
        <p className="muted">
          {attempts.length} transactions with one nonce: at most one of them can be mined. Each was to pay more than the
          one before.
        </p>
      )}
      <ol>
        {attempts.map(({ kind, hash, nonce, maxFeeWei, tipWei }) => (
          <li key={hash} data-testid="cast-attempt">
            <span>
              <code title={hash}>{shortHex(hash)}</code> <CopyButton text={hash} what={`the hash of nonce ${nonce}`} />
            </span>
            <span>{kindWords[kind]}</span>
            <span className="number">
              <span className="muted">nonce</span> {nonce}
            </span>
            <span className="number">
              <span className="muted">at most</span> {formatGwei(maxFeeWei)}
            </span>
            <span className="number">
              <span className="muted">tip</span> {formatGwei(tipWei)}
            </span>
            {hash === txHash && blockNumber !== null ? <span className="tone-up">mined</span> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
