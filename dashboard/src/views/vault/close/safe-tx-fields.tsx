import type { SafeTxJson } from "../../../../../contracts/safe-tx.ts";
import { CopyButton } from "../../../components/copy-button.tsx";

/** The fields that a wallet asks for, each as it is signed. */
export function SafeTxFields({ safe, safeTx }: { readonly safe: string; readonly safeTx: SafeTxJson }) {
  const { to, value, data, operation, nonce } = safeTx;
  const whole = JSON.stringify({ safe, safeTx }, null, 2);
  return (
    <dl className="raw-tx" data-testid="close-tx">
      <Field name="safe" text={safe} />
      <Field name="to" text={to} note="MultiSendCallOnly" />
      <Field name="value" text={value} />
      <Field name="operation" text={String(operation)} note={operation === 1 ? "delegate call" : "call"} />
      <Field name="nonce" text={nonce} />
      <Field name="data" text={data} isLong />
      <div>
        <dt className="muted">all of it</dt>
        <dd>
          as JSON, with the fields of the refund, which are zero{" "}
          <CopyButton text={whole} what="the whole transaction" />
        </dd>
      </div>
    </dl>
  );
}

type FieldProps = {
  readonly name: string;
  readonly text: string;
  readonly note?: string;
  readonly isLong?: boolean;
};

function Field({ name, text, note, isLong = false }: FieldProps) {
  return (
    <div>
      <dt className="muted">{name}</dt>
      <dd>
        <code
          className={isLong ? "breakable raw-data" : "breakable"}
          data-testid={`close-tx-${name}`}
          // What scrolls must be reached without a pointer.
          tabIndex={isLong ? 0 : undefined}
        >
          {text}
        </code>{" "}
        {note === undefined ? null : <span className="muted">{note}</span>} <CopyButton text={text} what={name} />
      </dd>
    </div>
  );
}
