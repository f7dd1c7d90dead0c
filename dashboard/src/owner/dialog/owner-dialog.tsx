import { useState } from "react";
import { err, ok } from "../../../../contracts/result.ts";
import { Modal } from "../../app/modal.tsx";
import type { ActProblem } from "../../host/owner.ts";
import type { CoSignRequest } from "../co-sign/co-sign-request.ts";
import { CollectSignatures } from "../co-sign/collect-signatures.tsx";
import { cancelled, type OwnerRequest, type OwnerResult } from "../owner-request.ts";
import type { StepProblem } from "../site.ts";
import type { Wallet } from "../wallet.ts";
import { OwnerForm } from "./owner-form.tsx";
import { useWallets } from "./use-wallets.ts";
import "./owner-dialog.css";

type OwnerDialogProps = {
  readonly request: OwnerRequest;
  readonly onSettle: (id: number, result: OwnerResult) => void;
};

/** Asks the reader before something is signed: what it is, what follows, what will be signed, and by which wallet. */
export default function OwnerDialog({ request, onSettle }: OwnerDialogProps) {
  const { words, signer, typedVault } = request;
  const { wallets, askAgain } = useWallets();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [vault, setVault] = useState(typedVault ?? "");
  const [step, setStep] = useState<string | null>(null);
  const [problem, setProblem] = useState<StepProblem | null>(null);
  const wallet: Wallet | null =
    wallets.find(({ id }) => id === chosenId) ?? (wallets.length === 1 ? wallets[0] : null) ?? null;
  const isBusy = step !== null;

  const run = async (): Promise<void> => {
    setProblem(null);
    setStep(signer === "key" ? "Sending it to the vault." : "Starting.");
    const result = await request.run({ wallet, vault: typedVault === null ? null : vault }, setStep).catch(failed);
    setStep(null);
    if (result.ok) onSettle(request.id, ok(result.value));
    else setProblem(result.error);
  };

  /** Sends what enough owners have signed. */
  const send = async (signed: CoSignRequest): Promise<void> => {
    if (wallet === null) return;
    setStep("Starting.");
    const result = await request.send(wallet, signed, setStep).catch(failed);
    setStep(null);
    if (result.ok) onSettle(request.id, ok(result.value));
    else setProblem(result.error);
  };

  return (
    <Modal
      label={words.title}
      className="owner-dialog"
      onClose={() => onSettle(request.id, err(isBusy ? stoppedWaiting : endedWith(problem)))}
    >
      {(close) =>
        problem?.kind === "needs-others" && wallet !== null ? (
          <CollectSignatures
            {...{ words, wallet, problem, step }}
            onProblem={setProblem}
            onSend={(signed) => void send(signed)}
            onClose={close}
          />
        ) : (
          <OwnerForm
            {...{ request, wallets, wallet, step, problem }}
            vault={typedVault === null ? null : vault}
            onVault={setVault}
            onChoose={setChosenId}
            onAskAgain={askAgain}
            onProblem={setProblem}
            onRun={() => void run()}
            onClose={close}
          />
        )
      }
    </Modal>
  );
}

/** A wallet that was asked cannot be told to forget it. */
const stoppedWaiting: ActProblem = {
  kind: "unknown",
  code: null,
  detail: "You stopped waiting. What you confirm in the wallet after all is still done: look at the vault.",
};

const endedWith = (problem: StepProblem | null): ActProblem => {
  if (problem === null || problem.kind === "wrong-network") return cancelled;
  return problem.kind === "needs-others" ? waitsFor(problem.detail) : problem;
};

const waitsFor = (detail: string): ActProblem => ({
  kind: "waits",
  code: null,
  detail: `${detail} Nothing is sent from here: it goes on with the link or the text that was shown.`,
});

const failed = (cause: unknown) =>
  err<StepProblem>({ kind: "unknown", code: null, detail: `This page failed: ${String(cause).slice(0, 200)}` });
