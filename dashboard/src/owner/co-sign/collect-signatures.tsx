import { useState } from "react";
import { ok } from "../../../../contracts/result.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useTimes } from "../../components/use-times.ts";
import type { ActWords } from "../../host/owner.ts";
import type { StepProblem } from "../site.ts";
import type { Wallet } from "../wallet.ts";
import type { CoSignRequest } from "./co-sign-request.ts";
import { coSignLink, readCoSignText, writeCoSignText } from "./co-sign-text.ts";
import { mergeRequests } from "./merge-requests.ts";
import "./co-sign.css";

export type NeedsOthers = Extract<StepProblem, { kind: "needs-others" }>;

type CollectSignaturesProps = {
  readonly words: ActWords;
  readonly wallet: Wallet;
  readonly problem: NeedsOthers;
  /** What is waited for; null while nothing is. */
  readonly step: string | null;
  readonly onProblem: (problem: StepProblem) => void;
  readonly onSend: (request: CoSignRequest) => void;
  readonly onClose: () => void;
};

/** What some owners have signed: who is missing, how it gets to them, what they give back, and sending it once that is enough. */
export function CollectSignatures({
  words,
  wallet,
  problem,
  step,
  onProblem,
  onSend,
  onClose,
}: CollectSignaturesProps) {
  const { formatClockSeconds, formatZone } = useTimes();
  const [given, setGiven] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const { request, state } = problem;
  const isBusy = step !== null;
  const isEnough = state.missing === 0;

  const add = async (): Promise<void> => {
    const read = readCoSignText(given);
    const merged = read.ok ? mergeRequests(request, read.value) : read;
    const looked = merged.ok ? await look(wallet, merged.value) : merged;
    if (!looked.ok) {
      setFault(looked.error);
      return;
    }
    setFault(null);
    setGiven("");
    onProblem(looked.value);
  };
  return (
    <form
      className="owner-form"
      data-testid="co-sign"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        if (isEnough) onSend(request);
        else void add();
      }}
    >
      <h2 className="owner-title">{words.title}</h2>
      <ul className="owner-sentences">
        {words.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p role="status">
        <strong>{problem.detail}</strong>{" "}
        {isEnough
          ? "Whoever of them sends it pays the gas; nobody signs anything more."
          : "Nothing is sent yet. Pass the link on to another owner: it holds no secret, and each page checks it anew."}
        {request.kind === "act" ? (
          <>
            {" "}
            All of it has to be done by {formatClockSeconds(request.act.expiresAtMs)}{" "}
            {formatZone(request.act.expiresAtMs)}.
          </>
        ) : null}
      </p>
      <ul className="co-sign-owners">
        {state.signed.map(({ owner }) => (
          <li key={owner}>
            <code className="breakable">{owner}</code> <span className="tone-up">has signed</span>
          </li>
        ))}
        {isEnough
          ? null
          : state.waiting.map((owner) => (
              <li key={owner}>
                <code className="breakable">{owner}</code> <span className="muted">has not signed</span>
              </li>
            ))}
      </ul>
      <div className="co-sign-pass">
        <CopyButton text={coSignLink(window.location.origin, request)} what="for another owner" label="Copy the link" />
        <CopyButton text={writeCoSignText(request)} what="for another owner" label="Copy the text" />
        <details>
          <summary>Show the link</summary>
          <code className="breakable" data-testid="co-sign-link">
            {coSignLink(window.location.origin, request)}
          </code>
        </details>
      </div>
      {isEnough ? null : (
        <TextField
          label="What another owner gave back"
          value={given}
          lines={3}
          hint="The link or the text, with their signature in it."
          fault={fault}
          onChange={setGiven}
        />
      )}
      <p className="owner-step" role="status">
        {step}
      </p>
      <div className="owner-buttons">
        <button type="button" className="button" onClick={onClose}>
          {isBusy ? "Stop waiting" : "Close"}
        </button>
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {isEnough ? `Send it with ${wallet.name}` : "Add their signature"}
        </button>
      </div>
    </form>
  );
}

/** Where it stands with a signature more, by the chain; the problem is a sentence. */
async function look(wallet: Wallet, request: CoSignRequest) {
  const { lookAtRequest, needsOthers } = await import("./collect.ts");
  const looked = await lookAtRequest(wallet, request, { nowWallMs: Date.now });
  if (looked.ok) return ok(needsOthers(request, looked.value));
  return { ok: false as const, error: looked.error.detail };
}
