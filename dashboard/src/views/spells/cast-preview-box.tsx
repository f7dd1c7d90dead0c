import type { TokenAmount } from "../../../../contracts/cast.ts";
import type { CastPreview } from "../../../../contracts/spell.ts";
import { Chip } from "../../components/chip.tsx";
import { TokenAmountText } from "../../components/token-amount.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatCount } from "../../format/format-count.ts";
import { formatEther, formatEtherExact, formatGwei } from "../../format/format-gas.ts";
import { formatAge } from "../../format/format-time.ts";
import { formatUsd } from "../../format/format-usd.ts";
import { describeReasonCode } from "../../format/reason-words.ts";
import { feeUsd } from "./fee-usd.ts";
import "./spells.css";

const verdicts = {
  "would-succeed": { tone: "good", title: "It would succeed", meaning: "simulated through the role of your session" },
  "would-be-refused": { tone: "bad", title: "It would be refused", meaning: "nothing would be sent" },
  unknown: { tone: "warn", title: "It cannot be told", meaning: "a reading failed; ask again" },
} as const;

type CastPreviewBoxProps = {
  readonly preview: CastPreview;
  /** The parameters have changed since. */
  readonly isOld: boolean;
  readonly nowMs: number;
  readonly etherUsd: number | null;
};

/** What a cast would do now: the verdict, what would go and come, the calls, and what it costs. */
export function CastPreviewBox({ preview, isOld, nowMs, etherUsd }: CastPreviewBoxProps) {
  const { verdict, reason, permissions, expected, calls, chainTimeMs } = preview;
  const { tone, title, meaning } = verdicts[verdict];
  const { formatClockSeconds, formatZone } = useTimes();
  return (
    <div className={isOld ? "cast-preview is-old" : "cast-preview"} data-testid="cast-preview" data-verdict={verdict}>
      {isOld ? <p className="tone-warn">This was for other parameters. Simulate again.</p> : null}
      <p className="cast-preview-verdict">
        <Chip tone={tone}>{title}</Chip> <span className="muted">{meaning}</span>
      </p>
      {reason === null ? null : (
        <p className="inline-problem">
          <strong>{describeReasonCode(reason.code.replace(/^cast\./, "")) ?? "The vault says"}</strong>:{" "}
          {reason.message} <code>{reason.code}</code>
        </p>
      )}
      {expected === null ? null : (
        <>
          <dl className="cast-preview-flows">
            <Flow title="Goes out" testId="tokens-out" amounts={expected.tokensOut} />
            <Flow title="Comes in, expected" testId="tokens-in" amounts={expected.tokensIn} />
          </dl>
          <ul className="cast-preview-words">
            {expected.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <Fee preview={preview} etherUsd={etherUsd} />
      {permissions.length === 0 ? null : (
        <>
          <h3>What your session must allow</h3>
          <ul className="cast-preview-words">
            {permissions.map(({ sentence }) => (
              <li key={sentence}>
                {sentence} <span className="muted">{allowedWords(preview)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {calls.length === 0 ? null : (
        <details>
          <summary>The {calls.length === 1 ? "call" : `${calls.length} calls`} of its transaction</summary>
          <ol className="cast-preview-calls">
            {calls.map((call, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the calls of one answer never move
              <li key={index}>{call}</li>
            ))}
          </ol>
        </details>
      )}
      <p className="muted">
        {chainTimeMs === null
          ? "The chain was not read."
          : `Read from the block of ${formatClockSeconds(chainTimeMs)} ${formatZone(chainTimeMs)}, ${formatAge(Math.max(0, nowMs - chainTimeMs))} ago. Nothing was signed or sent.`}
      </p>
    </div>
  );
}

function allowedWords({ verdict, reason }: CastPreview): string {
  if (verdict === "would-succeed") return "It does.";
  const code = reason?.code ?? "";
  if (code.endsWith("role-refuses")) return "It does not, or not for so much.";
  if (code === "no-session" || code === "session-expired") return "No session is armed.";
  return "";
}

type FlowProps = { readonly title: string; readonly testId: string; readonly amounts: readonly TokenAmount[] };

function Flow({ title, testId, amounts }: FlowProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd data-testid={testId}>
        {amounts.length === 0 ? <span className="muted">nothing</span> : null}
        {amounts.map(({ token, symbol, decimals, amount }) => (
          <TokenAmountText key={token} amount={BigInt(amount)} decimals={decimals} symbol={symbol} />
        ))}
      </dd>
    </div>
  );
}

function Fee({ preview, etherUsd }: { readonly preview: CastPreview; readonly etherUsd: number | null }) {
  const { gasEstimate, nextBaseFeeWei, feeWei } = preview;
  if (gasEstimate === null) return null;
  const usd = feeWei === null ? null : feeUsd(feeWei, etherUsd);
  return (
    <dl className="cast-preview-flows">
      <div>
        <dt>Fee</dt>
        <dd data-testid="cast-fee" className="number">
          {feeWei === null ? (
            <span className="muted">unknown: no base fee</span>
          ) : (
            <span title={formatEtherExact(feeWei)}>{formatEther(feeWei)}</span>
          )}
          {usd === null ? null : (
            <span className="muted">
              {" "}
              {formatUsd(usd)} <span className="unit">USD</span>
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>Gas</dt>
        <dd className="number">
          {formatCount(Number(gasEstimate))}
          {nextBaseFeeWei === null ? null : <span className="muted"> at {formatGwei(nextBaseFeeWei)}</span>}
        </dd>
      </div>
    </dl>
  );
}
