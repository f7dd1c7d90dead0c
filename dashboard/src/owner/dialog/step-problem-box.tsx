import { useState } from "react";
import type { StepProblem } from "../site.ts";
import type { Wallet } from "../wallet.ts";

type StepProblemBoxProps = {
  readonly problem: StepProblem | null;
  readonly wallet: Wallet | null;
  readonly onProblem: (problem: StepProblem) => void;
  readonly onAgain: () => void;
};

/** Why it was not done, and what mends it where the page can help. */
export function StepProblemBox({ problem, wallet, onProblem, onAgain }: StepProblemBoxProps) {
  const [isSwitching, setSwitching] = useState(false);
  const switchTo = async (chosen: Wallet, chainId: number): Promise<void> => {
    setSwitching(true);
    const { switchNetwork } = await import("../flows.ts");
    const failed = await switchNetwork(chosen, chainId);
    setSwitching(false);
    if (failed === null) onAgain();
    else onProblem(failed);
  };
  return (
    <div role="alert" className={problem === null ? "visually-hidden" : "owner-problem"}>
      {problem === null ? null : <p>{problem.detail}</p>}
      {problem?.kind === "wrong-network" && wallet !== null ? (
        <button
          type="button"
          className="button"
          disabled={isSwitching}
          onClick={() => void switchTo(wallet, problem.wantedChainId)}
        >
          Switch {wallet.name} to chain {problem.wantedChainId}
        </button>
      ) : null}
    </div>
  );
}
