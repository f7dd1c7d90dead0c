import { useState } from "react";
import { z } from "zod";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Chip } from "../../../components/chip.tsx";
import type { Host } from "../../../host/panel.ts";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import { hasEnded } from "../../../views/vault/key-state.ts";
import { ActOutcome } from "../forms/act-outcome.tsx";
import { useAct } from "../forms/use-act.ts";
import { DisarmButton } from "../keys/disarm-button.tsx";
import { closeAct } from "../words/act-words.ts";
import { type CloseProgress, closeProgress } from "./close-progress.ts";

const CloseAnswer = z.object({ casts: z.array(z.string()), blockers: z.array(z.string()) });
type CloseProps = { readonly host: Host; readonly view: VaultView };

/** The button that closes everything, what it answered, and how far the close is. */
export function EmergencyClose({ host, view }: CloseProps) {
  const { state, run } = useAct();
  const [blockers, setBlockers] = useState<readonly string[]>([]);
  const { emergencySession, chainTimeMs } = view;
  const hasKey = emergencySession?.state === "armed" && !hasEnded(emergencySession.expiresAtMs, chainTimeMs);
  const progress = closeProgress(view);
  const close = async (): Promise<void> => {
    const answer = await run(
      () => host.owner.act("emergency-close", { scope: "vault" }, closeAct(hasKey)),
      (value) => {
        const begun = CloseAnswer.safeParse(value).data;
        if (begun === undefined) return "The close has begun.";
        return begun.casts.length === 0 ? "Nothing that the keys may close is open." : "The close has begun.";
      },
    );
    if (answer !== null) setBlockers(CloseAnswer.safeParse(answer).data?.blockers ?? []);
  };
  return (
    <section className="vp-close" aria-label="Emergency close">
      <div className="vp-close-bar">
        <button
          type="button"
          className="button button-danger"
          aria-disabled={state.isBusy}
          data-testid="emergency-close"
          onClick={() => void close()}
        >
          {state.isBusy ? "Asking…" : "Emergency close"}
        </button>
        {progress === null ? (
          <span className="vp-close-hint muted">
            Sells, repays and takes back at once. You read what is signed first.
          </span>
        ) : (
          <Verdict progress={progress} />
        )}
      </div>
      <ActOutcome state={state} />
      {blockers.map((blocker) => (
        <p key={blocker} className="inline-problem" data-testid="close-blocker">
          It cannot close everything: {blocker}
        </p>
      ))}
      {progress === null ? null : <Progress progress={progress} host={host} view={view} />}
    </section>
  );
}

const verdicts = {
  going: { tone: "busy", words: "closing" },
  closed: { tone: "good", words: "closed" },
  partly: { tone: "bad", words: "not all of it was done" },
} as const;

function Verdict({ progress: { state, ended, casts } }: { readonly progress: CloseProgress }) {
  return (
    <span role="status" data-testid="close-progress" data-state={state}>
      <Chip tone={verdicts[state].tone}>{verdicts[state].words}</Chip>{" "}
      <span className="muted number">
        {ended} of {casts.length} casts have ended
      </span>
    </span>
  );
}

function Progress({ progress, host, view }: CloseProps & { readonly progress: CloseProgress }) {
  const isOver = progress.state !== "going";
  return (
    <details className="vp-close-more" open={!isOver || undefined}>
      <summary>{isOver ? "What the last emergency close did" : "What the close does now"}</summary>
      <ul className="rows rows-wide">
        {progress.casts.map(({ id, spell, state }) => (
          <li key={id}>
            <a href={host.hrefOf("vault", { cast: id })}>{spell}</a>
            <span className="muted">{castStateWords[state].meaning}</span>
          </li>
        ))}
      </ul>
      {progress.blockers.map((blocker) => (
        <p key={blocker} className="inline-problem">
          {blocker}
        </p>
      ))}
      {isOver && view.session.state !== "armed" ? <DisarmButton host={host} isArmed={false} /> : null}
    </details>
  );
}
