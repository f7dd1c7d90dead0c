import type { Result } from "../../../../../contracts/result.ts";
import type { ActProblem } from "../../../host/owner.ts";
import { ActOutcome } from "./act-outcome.tsx";
import { useAct } from "./use-act.ts";

type ActButtonProps = {
  readonly label: string;
  /** Where the label alone does not say of what. */
  readonly fullLabel?: string;
  readonly ask: () => Promise<Result<unknown, ActProblem>>;
  readonly done?: string;
  readonly isSmall?: boolean;
  readonly isDangerous?: boolean;
  readonly testId?: string;
};

/** A button for one thing that needs nothing typed; what became of it stands beside it. */
export function ActButton({
  label,
  fullLabel,
  ask,
  done,
  isSmall = true,
  isDangerous = false,
  testId,
}: ActButtonProps) {
  const { state, run } = useAct();
  return (
    <div className="vf-button">
      <button
        type="button"
        className={`button ${isSmall ? "button-small" : ""} ${isDangerous ? "button-danger" : ""}`}
        aria-label={fullLabel}
        aria-disabled={state.isBusy}
        data-testid={testId}
        onClick={() => void run(ask, () => done ?? "Done.")}
      >
        {state.isBusy ? "Asking…" : label}
      </button>
      <ActOutcome state={state} />
    </div>
  );
}
