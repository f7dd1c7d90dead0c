import type { ReactNode } from "react";
import type { LoadProblem } from "../data/fetch-json.ts";

/** A sentence in the place of data: what is missing, and what to do or wait for. */
export function Notice({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="notice">
      <p className="notice-title">{title}</p>
      {children === undefined ? null : <p>{children}</p>}
    </div>
  );
}

const advice: Readonly<Record<LoadProblem["kind"], string>> = {
  "not-yet": "",
  unreachable: "The page tries again by itself.",
  "not-allowed": "Open the vault again from a new address.",
  refused: "",
  unreadable: "Reload the page: a newer version may be out.",
};

type ProblemProps = { readonly problem: LoadProblem; readonly emptyTitle: string; readonly onRetry: () => void };

/** Why there is nothing to show, and what to do. */
export function ProblemNotice({ problem, emptyTitle, onRetry }: ProblemProps) {
  if (problem.kind === "not-yet") return <Notice title={emptyTitle}>{problem.detail}</Notice>;
  return (
    <div className="notice notice-problem" role="status">
      <p className="notice-title">{problem.detail}</p>
      <p>{advice[problem.kind]}</p>
      {problem.kind === "refused" ? (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      ) : null}
    </div>
  );
}
