import { useCallback, useEffect, useRef, useState } from "react";

/** While someone types, the address waits. */
const pauseMs = 400;

export type Draft = {
  readonly text: string;
  /** What is being typed. It goes into the address after a pause, so that a reload loses nothing. */
  readonly type: (text: string) => void;
  /** A text that is meant as it stands: it goes into the address at once. */
  readonly put: (text: string) => void;
};

/** The text in the editor. A link's text replaces it; `first` stands there before anyone typed. */
export function useDraft(kept: string | undefined, keep: (text: string) => void, first: string): Draft {
  const [text, type] = useState(kept ?? first);
  /** What the address is known to hold: another text there comes from a link. */
  const known = useRef(kept);
  const put = useCallback(
    (given: string) => {
      known.current = given;
      type(given);
      keep(given);
    },
    [keep],
  );
  useEffect(() => {
    if (kept !== undefined && kept !== known.current) type(kept);
    known.current = kept;
  }, [kept]);
  useEffect(() => {
    if (text === (known.current ?? first)) return;
    const timer = window.setTimeout(() => put(text), pauseMs);
    return () => window.clearTimeout(timer);
  }, [text, put, first]);
  return { text, type, put };
}
