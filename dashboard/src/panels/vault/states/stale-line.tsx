import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { useTimes } from "../../../components/use-times.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";

type StaleLineProps = {
  readonly problem: LoadProblem | null;
  readonly view: Pick<VaultView, "readAtWallMs" | "chainTimeMs">;
};

/** That what follows is not of now, and since when: the vault was not read again, or it could not read the chain. */
export function StaleLine({ problem, view: { readAtWallMs, chainTimeMs } }: StaleLineProps) {
  const { formatClockSeconds, formatZone } = useTimes();
  return (
    <>
      {problem === null ? null : (
        <p className="inline-problem" role="alert">
          {problem.detail} What follows was read at {formatClockSeconds(readAtWallMs)} {formatZone(readAtWallMs)}.
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
