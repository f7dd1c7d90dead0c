import { useState } from "react";
import type { Host } from "../../../host/panel.ts";
import { readTraceId } from "./run-words.ts";

/** Finds the run that a trace began with. */
export function TraceField({ host }: { readonly host: Host }) {
  const [text, setText] = useState(host.params.trace ?? "");
  const [isWrong, setWrong] = useState(false);
  const look = (): void => {
    const id = readTraceId(text);
    setWrong(id === null && text.trim() !== "");
    if (id !== null || text.trim() === "") host.setParams({ trace: id });
  };
  return (
    <form
      className="pipe-field pipe-trace"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <label htmlFor="pipe-trace">Trace</label>
      <input
        id="pipe-trace"
        className="field"
        value={text}
        placeholder="32 hex digits"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? "pipe-trace-wrong" : undefined}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" className="button">
        Find
      </button>
      {isWrong ? (
        <span id="pipe-trace-wrong" className="tone-warn" role="alert">
          A trace id has 32 hex digits.
        </span>
      ) : null}
    </form>
  );
}
