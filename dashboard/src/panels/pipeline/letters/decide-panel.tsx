import { useEffect, useId, useRef, useState } from "react";
import { Operators } from "../../../../../contracts/dead-letter-views.ts";
import { letterOrderTypedData } from "../../../../../execute/core/letter-order.ts";
import { Panel } from "../../../components/panel.tsx";
import { shortHex } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { type Decision, describeDecision, reasonCharsMax, toOrder } from "./decision.ts";
import { OrderResults } from "./order-results.tsx";
import { sendOrder } from "./send-order.ts";
import { SignElsewhere } from "./sign-elsewhere.tsx";
import { useOrder } from "./use-order.ts";

type DecideProps = {
  readonly host: Host;
  readonly decision: Decision;
  /** Something may have changed. */
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** What is about to be done, in words; the reason; the signature; and what became of each letter. */
export function DecidePanel({ host, decision, onDone, onClose }: DecideProps) {
  const words = describeDecision(decision);
  const operators = useLoaded(host.load, "/v1/operators", Operators);
  const [reason, setReason] = useState("");
  const { phase, problem, answer, run } = useOrder(onDone);
  const reasonId = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const chainId = operators.data?.chainId ?? null;
  const hasReason = reason.trim() !== "";
  const sign = () =>
    run(async (setPhase) => {
      if (chainId === null) return null;
      const order = toOrder(decision, reason, Date.now());
      const signed = await host.owner.signTypedData(letterOrderTypedData(chainId, order), words);
      if (!signed.ok) return signed.error.kind === "cancelled" ? null : signed;
      setPhase("sending");
      return sendOrder(host.load, order, signed.value.signature);
    });
  return (
    <Panel
      title={words.title}
      aside={
        <button type="button" className="button button-small" onClick={onClose}>
          {answer === null ? "Cancel" : "Close"}
        </button>
      }
    >
      <div data-testid="decide" data-phase={phase}>
        {answer !== null ? (
          <OrderResults answer={answer} />
        ) : (
          <>
            {words.sentences.map((sentence) => (
              <p key={sentence} className="pipe-said">
                {sentence}
              </p>
            ))}
            <label className="pipe-reason-field" htmlFor={reasonId}>
              Why
              <input
                ref={field}
                id={reasonId}
                className="field"
                value={reason}
                maxLength={reasonCharsMax}
                autoComplete="off"
                placeholder="Kept with the order, for everyone to read"
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
            </label>
            <OperatorLine operators={operators.data} problem={operators.problem?.detail ?? null} />
            <div className="pipe-acts">
              <button
                type="button"
                className={`button ${words.isDangerous ? "button-danger" : "button-primary"}`}
                disabled={!hasReason || chainId === null || phase !== "idle"}
                onClick={() => void sign()}
              >
                Sign with the wallet
              </button>
              <span className="muted" role="status">
                {phase === "signing" ? "Waiting for the signature." : null}
                {phase === "sending" ? "Sending the order." : null}
                {phase === "idle" && !hasReason ? "Say why, first." : null}
              </span>
            </div>
            {problem === null ? null : (
              <p className="inline-problem" role="alert" data-testid="decide-problem">
                {problem}
              </p>
            )}
            {chainId === null || !hasReason ? null : (
              <SignElsewhere
                key={reason}
                chainId={chainId}
                decision={decision}
                reason={reason}
                isBusy={phase !== "idle"}
                onSigned={(order, signature) =>
                  void run((setPhase) => {
                    setPhase("sending");
                    return sendOrder(host.load, order, signature);
                  })
                }
              />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

function OperatorLine({
  operators,
  problem,
}: {
  readonly operators: Operators | null;
  readonly problem: string | null;
}) {
  if (problem !== null) return <p className="inline-problem">Who the operators are could not be read: {problem}</p>;
  if (operators === null) return <p className="muted">Reading who the operators are.</p>;
  const { operators: addresses } = operators;
  if (addresses.length === 0)
    return (
      <p className="inline-problem">
        This instance has no operator, so that no order counts. The vault Worker's variable OPERATORS names them.
      </p>
    );
  return (
    <p className="muted">
      It counts when {addresses.length === 1 ? "this operator" : "one of these operators"} signs it:{" "}
      {addresses.map((address, index) => (
        <span key={address}>
          {index === 0 ? "" : ", "}
          <abbr title={address}>{shortHex(address)}</abbr>
        </span>
      ))}
      . The order is valid for five minutes and counts once.
    </p>
  );
}
