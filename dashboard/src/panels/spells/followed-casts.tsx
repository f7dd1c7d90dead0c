import { useState } from "react";
import type { Cast } from "../../../../contracts/cast.ts";
import { Panel } from "../../components/panel.tsx";
import type { ActProblem } from "../../host/owner.ts";
import type { Host } from "../../host/panel.ts";
import { ActProblemNote } from "../../views/spells/act-problem.tsx";
import { canBeCancelled, canBeUndone } from "../../views/vault/cast-acts.ts";
import { CastView } from "../../views/vault/cast-view.tsx";
import { cancelWords, undoWords } from "./cast-words.ts";

type FollowedCastsProps = { readonly host: Host; readonly casts: readonly Cast[]; readonly awaited: string | null };

/** The casts that were asked for, live to their ends; each can be cancelled or taken back where that is possible. */
export function FollowedCasts({ host, casts, awaited }: FollowedCastsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<{
    readonly id: string;
    readonly what: string;
    readonly problem: ActProblem;
  } | null>(null);
  const isAwaited = awaited !== null && casts.every(({ id }) => id !== awaited);
  if (casts.length === 0 && !isAwaited) return null;
  const act = async (cast: Cast, action: "undo" | "cancel-cast"): Promise<void> => {
    setBusy(cast.id);
    setProblem(null);
    const words = action === "undo" ? undoWords(cast) : cancelWords(cast);
    const result = await host.owner.act(action, { castId: cast.id }, words);
    setBusy(null);
    const what = action === "undo" ? "It is not taken back" : "It is not cancelled";
    if (!result.ok) setProblem({ id: cast.id, what, problem: result.error });
    else if (typeof result.value.castId === "string") host.setParams({ cast: result.value.castId });
  };
  return (
    <Panel title="Its casts">
      {isAwaited ? (
        <p role="status" className="muted">
          The vault has taken it. Its states show here as they come.
        </p>
      ) : null}
      <ul className="sp-casts">
        {casts.map((cast) => (
          <li key={cast.id} data-testid="followed-cast" data-state={cast.state} data-cause={cast.cause}>
            <CastView cast={cast} />
            {problem?.id === cast.id ? <ActProblemNote problem={problem.problem} what={problem.what} /> : null}
            <div className="sp-acts">
              {canBeCancelled(cast) ? (
                <button
                  type="button"
                  className="button"
                  disabled={busy === cast.id}
                  onClick={() => void act(cast, "cancel-cast")}
                >
                  Cancel it
                </button>
              ) : null}
              {canBeUndone(cast) ? (
                <button
                  type="button"
                  className="button"
                  disabled={busy === cast.id}
                  onClick={() => void act(cast, "undo")}
                >
                  Take it back
                </button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
