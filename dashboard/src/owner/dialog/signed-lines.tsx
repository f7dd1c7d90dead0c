import type { OwnerRequest } from "../owner-request.ts";

/** What will be signed, in lines, and to the last character for who wants to compare it with the wallet. */
export function SignedLines({ lines, exact, signer }: Pick<OwnerRequest, "lines" | "exact" | "signer">) {
  return (
    <section className="owner-signed" aria-label="What will be signed">
      <h3>{signer === "wallet" ? "What your wallet will sign" : "What this browser’s key will sign"}</h3>
      <dl>
        {lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
      {exact === null ? null : (
        <details>
          <summary>To the last character</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0}>{exact}</pre>
        </details>
      )}
    </section>
  );
}
