import type { ActProblem } from "../../host/owner.ts";

const advice: Readonly<Record<ActProblem["kind"], string>> = {
  cancelled: "You went back. Nothing has changed.",
  "no-owner": "It needs a wallet of one of the vault's owners. What you typed is kept.",
  refused: "Nothing has changed, and what you typed is kept.",
  unreachable: "Nothing has changed, and what you typed is kept. Try again in a moment.",
  waits: "Other owners have to sign it. What you typed is kept.",
  unknown: "It may have been done: look at the vault before you ask again.",
};

/** Why an act was not done, in the vault's words, and what that means. */
export function ActProblemNote({ problem, what }: { readonly problem: ActProblem; readonly what: string }) {
  const { kind, code, detail } = problem;
  if (kind === "cancelled") {
    return (
      <p className="muted" role="status" data-testid="act-problem" data-kind={kind}>
        {what}: {advice.cancelled}
      </p>
    );
  }
  return (
    <div className="inline-problem" role="alert" data-testid="act-problem" data-kind={kind}>
      <p>
        <strong>{what}:</strong> <span className="act-detail">{detail}</span>{" "}
        {code === null ? null : <code>{code}</code>}
      </p>
      <p>{advice[kind]}</p>
    </div>
  );
}
