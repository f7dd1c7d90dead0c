import { useState } from "react";
import { letterOrderTypedData, type UnsignedLetterOrder } from "../../../../../execute/core/letter-order.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { type Decision, toOrder } from "./decision.ts";
import { writeTypedData } from "./write-typed-data.ts";

type ElsewhereProps = {
  readonly chainId: number;
  readonly decision: Decision;
  readonly reason: string;
  readonly isBusy: boolean;
  readonly onSigned: (order: UnsignedLetterOrder, signature: string) => void;
};

const validMs = 5 * 60_000;

/** For an operator whose key is not in this browser: the order as text, and a field for its signature. */
export function SignElsewhere({ chainId, decision, reason, isBusy, onSigned }: ElsewhereProps) {
  const { formatClockSeconds, formatZone } = useTimes();
  const [order, setOrder] = useState<UnsignedLetterOrder | null>(null);
  const [signature, setSignature] = useState("");
  const text = order === null ? "" : writeTypedData(letterOrderTypedData(chainId, order));
  const trimmed = signature.trim();
  const isWrong = trimmed !== "" && !/^0x[0-9a-fA-F]{130}$/.test(trimmed);
  return (
    <details
      className="pipe-elsewhere"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && order === null) setOrder(toOrder(decision, reason, Date.now()));
      }}
    >
      <summary>Sign it elsewhere</summary>
      {order === null ? null : (
        <div className="pipe-elsewhere-body">
          <p>
            Sign this EIP-712 text with an operator's key, for example with <code>cast wallet sign --data</code>, and
            paste the signature. It counts until {formatClockSeconds(order.issuedAtMs + validMs)}{" "}
            {formatZone(order.issuedAtMs)}.{" "}
            <button
              type="button"
              className="button button-small"
              onClick={() => setOrder(toOrder(decision, reason, Date.now()))}
            >
              Make it anew
            </button>{" "}
            <CopyButton text={text} what="the order" />
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a pointer */}
          <pre tabIndex={0} data-testid="order-text">
            {text}
          </pre>
          <label htmlFor="pipe-signature">Signature</label>
          <textarea
            id="pipe-signature"
            className="field"
            rows={2}
            value={signature}
            spellCheck={false}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? "pipe-signature-wrong" : undefined}
            onChange={({ currentTarget }) => setSignature(currentTarget.value)}
          />
          {isWrong ? (
            <p id="pipe-signature-wrong" className="tone-warn">
              A signature is 0x and 130 hex digits.
            </p>
          ) : null}
          <button
            type="button"
            className="button"
            disabled={isBusy || isWrong || trimmed === ""}
            onClick={() => onSigned(order, trimmed)}
          >
            Send the signed order
          </button>
        </div>
      )}
    </details>
  );
}
