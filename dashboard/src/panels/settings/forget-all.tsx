import { useState } from "react";

type ForgetAllProps = { readonly hasCloseCalls: boolean; readonly onForget: () => Promise<void> };

/** Asked twice: a sign-in and the calls that close a vault cannot be brought back from here. */
export function ForgetAll({ hasCloseCalls, onForget }: ForgetAllProps) {
  const [step, setStep] = useState<"idle" | "asked" | "doing">("idle");
  if (step === "idle") {
    return (
      <p>
        <button type="button" className="button" onClick={() => setStep("asked")}>
          Forget all of it
        </button>
      </p>
    );
  }
  return (
    <div className="setting-sure">
      <p>
        The page begins anew, as in a browser that has never seen it: without your settings, signed out, and without a
        copy for when there is no connection. Nothing in a vault changes.
        {hasCloseCalls
          ? " The calls that close your vault without this server go, too; they can be read again while the server answers."
          : ""}
      </p>
      <p className="setting-act">
        <button
          type="button"
          className="button"
          disabled={step === "doing"}
          // biome-ignore lint/a11y/noAutofocus: the button that was pressed is gone, and its question stands here
          autoFocus
          onClick={() => {
            setStep("doing");
            void onForget();
          }}
        >
          {step === "doing" ? "Forgetting…" : "Yes, forget it"}
        </button>
        <button type="button" className="button" disabled={step === "doing"} onClick={() => setStep("idle")}>
          Keep it
        </button>
      </p>
    </div>
  );
}
