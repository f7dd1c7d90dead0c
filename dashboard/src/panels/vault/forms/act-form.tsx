import { type ReactNode, type SubmitEvent, useRef } from "react";
import { ActOutcome } from "./act-outcome.tsx";
import type { ActState } from "./use-act.ts";

type ActFormProps = {
  /** What opens it. */
  readonly title: string;
  readonly submit: string;
  readonly state: ActState;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly isDangerous?: boolean;
  readonly testId?: string;
};

/** A form behind its title. It stays in the page while it is shut, so that what was typed is there when it opens again. */
export function ActForm({ title, submit, state, onSubmit, children, isDangerous = false, testId }: ActFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const send = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit();
    // The faults come with the next drawing; the first of them gets the focus.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  return (
    <details className="vf-form" data-testid={testId}>
      <summary>{title}</summary>
      <form ref={form} className="form-own-widths" onSubmit={send} noValidate>
        {children}
        <button
          type="submit"
          className={isDangerous ? "button button-danger" : "button button-primary"}
          aria-disabled={state.isBusy}
        >
          {state.isBusy ? "Asking…" : submit}
        </button>
        <ActOutcome state={state} />
      </form>
    </details>
  );
}
