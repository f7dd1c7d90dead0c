import { type KeyboardEvent, type RefObject, useState } from "react";
import { type Completion, completeAt, type Option } from "../condition/complete.ts";
import type { Known } from "../known-signals.ts";
import { replaceText } from "./replace-text.ts";

export type Completing = {
  /** What is offered; null: the list is shut. */
  readonly offered: Completion | null;
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  /** After each change of the text by its user. */
  readonly onTyped: (text: string, caret: number) => void;
  readonly accept: (option: Option) => void;
  readonly shut: () => void;
};

/** The completion of one field: by itself while someone types, and with Ctrl and Space. */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  known: Known | null,
  onText: (text: string) => void,
): Completing {
  const [state, setState] = useState<{ readonly offered: Completion | null; readonly active: number }>(nothing);
  const shut = (): void => setState(nothing);
  const offer = (text: string, caret: number, isAsked: boolean): void => {
    if (known === null) return;
    const completion = completeAt(text, caret, known);
    const isShown = completion.options.length > 0 && (isAsked || completion.isEager);
    setState(isShown ? { offered: completion, active: 0 } : nothing);
  };
  const accept = (option: Option): void => {
    const { offered } = state;
    if (field.current === null || offered === null) return;
    replaceText(field.current, offered, option.insert, onText);
    const caret = offered.from + option.insert.length;
    if (option.goesOn) offer(field.current.value, caret, true);
    else shut();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const { value, selectionStart } = event.currentTarget;
    if (event.key === " " && event.ctrlKey) offer(value, selectionStart, true);
    else if (state.offered === null) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const count = state.offered.options.length;
      const step = event.key === "ArrowDown" ? 1 : count - 1;
      setState({ ...state, active: (state.active + step) % count });
    } else if (event.key === "Enter" || event.key === "Tab") {
      const option = state.offered.options[state.active];
      if (option !== undefined) accept(option);
    } else if (event.key === "Escape") shut();
    else {
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) shut();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    ...state,
    onKeyDown,
    onTyped: (text, caret) => offer(text, caret, false),
    accept,
    shut,
  };
}

const nothing = { offered: null, active: 0 } as const;
