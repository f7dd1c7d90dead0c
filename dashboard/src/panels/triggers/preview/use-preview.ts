import { useCallback, useEffect, useState } from "react";
import type { Trigger } from "../../../../../contracts/trigger.ts";
import { TriggerPreview } from "../../../../../contracts/trigger-preview.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { Host } from "../../../host/panel.ts";

export type Previewing = {
  /** The last good answer. */
  readonly shown: TriggerPreview | null;
  /** It is of what stands in the fields now. */
  readonly isPresent: boolean;
  readonly isBusy: boolean;
  readonly problem: LoadProblem | null;
  readonly again: () => void;
};

/** While someone types, the history waits. */
const pauseMs = 350;

type Answer = { readonly asked: string; readonly shown: TriggerPreview | null; readonly problem: LoadProblem | null };

/**
 * What a trigger would have done: asked after a pause in the typing, and what is outdated is called off. The last good answer stays,
 * marked as such, while the draft has a mistake (null) or another one is on its way.
 */
export function usePreview(load: Host["load"], trigger: Trigger | null, days: number): Previewing {
  const [answer, setAnswer] = useState<Answer>({ asked: "", shown: null, problem: null });
  const [attempt, setAttempt] = useState(0);
  const asked = trigger === null ? "" : `${attempt} ${JSON.stringify({ trigger, days })}`;
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  useEffect(() => {
    if (asked === "") return;
    const calledOff = new AbortController();
    const body: unknown = JSON.parse(asked.slice(asked.indexOf("{")));
    const timer = window.setTimeout(() => {
      void load("/v1/triggers/preview", TriggerPreview, { body, signal: calledOff.signal }).then((result) => {
        if (calledOff.signal.aborted) return;
        setAnswer((before) =>
          result.ok
            ? { asked, shown: result.value, problem: null }
            : { asked, shown: before.shown, problem: result.error },
        );
      });
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      calledOff.abort();
    };
  }, [load, asked]);
  const isAnswered = answer.asked === asked;
  return {
    shown: answer.shown,
    isPresent: isAnswered && answer.problem === null,
    isBusy: asked !== "" && !isAnswered,
    problem: isAnswered ? answer.problem : null,
    again,
  };
}
