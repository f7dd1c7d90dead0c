import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { useTimes } from "../../../components/use-times.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";

type StaleLineProps = {
  readonly problem: LoadProblem | null;
  readonly onSignIn: () => void;
  readonly view: Pick<VaultView, "readAtWallMs" | "chainTimeMs">;
};

/** That what follows is not of now, and since when: the vault was not read again, or it could not read the chain. */
export function StaleLine({ problem, onSignIn, view: { readAtWallMs, chainTimeMs } }: StaleLineProps) {
  const { formatClockSeconds, formatZone } = useTimes();
  const readAt = `What follows was read at ${formatClockSeconds(readAtWallMs)} ${formatZone(readAtWallMs)}.`;
  return (
    <>
      {problem === null ? null : problem.kind === "not-allowed" ? (
        <p className="inline-problem" role="alert" data-testid="view-ended">
          This page reads the vault no more: its link has ended or was revoked. {readAt}{" "}
          <button type="button" className="button button-small" onClick={onSignIn}>
            Sign in to go on
          </button>
        </p>
      ) : (
        <p className="inline-problem" role="alert">
          {problem.detail} {readAt}
        </p>
      )}
      {chainTimeMs === null ? (
        <p className="inline-problem" role="status" data-testid="chain-unread">
          The vault cannot read the chain at present: balances, worth and allowances are not known. Casts wait, and
          triggers are watched all the same. Nothing has to be done; it goes on by itself.
        </p>
      ) : null}
    </>
  );
}
