import type { ReactNode } from "react";
import { ProblemNotice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { LoadProblem } from "../../../data/fetch-json.ts";

type VaultMissingProps = {
  /** This browser has kept what closes the vault without the server. */
  readonly isCloseKept: boolean;
  readonly vault: string;
  readonly problem: LoadProblem | null;
  readonly onLeave: () => void;
  readonly onRetry: () => void;
  readonly onSignIn: () => void;
  readonly children: ReactNode;
};

/** A vault that this tab was opened with and cannot read: it loads, its link has ended, or nobody answers. */
export function VaultMissing({ vault, isCloseKept, problem, onLeave, onRetry, onSignIn, children }: VaultMissingProps) {
  const isEnded = problem?.kind === "not-allowed";
  return (
    <div className="single">
      <Panel
        title="Vault"
        className="panel-vault"
        aside={
          <button type="button" className="button button-small" onClick={onLeave}>
            Leave this vault
          </button>
        }
      >
        {problem === null ? <Skeleton rows={6} label="Loading the vault" /> : null}
        {isEnded ? (
          <div className="notice notice-problem" role="status" data-testid="vault-ended">
            <p className="notice-title">This link reads the vault no more</p>
            <p>
              Its time is over, it was revoked, or it was for another vault. Sign in with the wallet of an owner, or ask
              an owner for a new link. Nothing in the vault depends on it: triggers and casts go on.
            </p>
            <button type="button" className="button button-primary" onClick={onSignIn}>
              Sign in with a wallet
            </button>
          </div>
        ) : null}
        {problem?.kind === "unreachable" ? (
          <div className="notice notice-problem" role="status" data-testid="vault-unreachable">
            <p className="notice-title">Your vault cannot be read now: {lowerFirst(problem.detail)}</p>
            <p>
              What a vault shows is never kept in this browser, so it shows again when the server answers; the page
              tries by itself. Nothing in the vault depends on this page: where the server itself runs, triggers and
              casts go on.
            </p>
            <p>
              Should it stay away, the owners can close the vault <code className="breakable">{vault}</code> without it:{" "}
              {isCloseKept ? (
                "the transaction for that, as this browser read it last, is below, under “Close with your own wallet”."
              ) : (
                <>
                  <code>portent close-calls</code> reads the transaction for that from the chain alone.
                </>
              )}
            </p>
            <button type="button" className="button" onClick={onRetry}>
              Try again now
            </button>
          </div>
        ) : null}
        {problem !== null && !isEnded && problem.kind !== "unreachable" ? (
          <ProblemNotice problem={problem} emptyTitle="The vault does not answer at present" onRetry={onRetry} />
        ) : null}
        {children}
      </Panel>
    </div>
  );
}

const lowerFirst = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
