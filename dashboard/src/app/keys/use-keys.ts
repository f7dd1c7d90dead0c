import { useEffect, useRef } from "react";
import { decideKey, idle, type KeyAct, type KeyOptions, type KeyState } from "./decide-key.ts";

/** Where letters mean themselves. */
const fields =
  "input:not([type=radio], [type=checkbox], [type=button], [type=range]), textarea, select, [contenteditable]:not([contenteditable=false])";

/** Listens to the keys of the whole page. */
export function useKeys({ panels, singleKeys }: KeyOptions, onAct: (act: KeyAct) => void): void {
  const state = useRef<KeyState>(idle);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // A key that is still composing a letter, or that something has answered already, is no command.
      if (event.isComposing || event.defaultPrevented || event.repeat || isModifier(event.key)) return;
      const { target, key, code } = event;
      const isInField = target instanceof Element && target.closest(fields) !== null;
      const press = {
        key,
        code,
        hasCommand: event.ctrlKey || event.metaKey,
        hasAlt: event.altKey,
        isTaken: isInField || document.querySelector("dialog[open]") !== null,
      };
      const next = decideKey(state.current, press, Date.now(), { panels, singleKeys });
      state.current = next.state;
      if (next.act === null) return;
      event.preventDefault();
      onAct(next.act);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [panels, singleKeys, onAct]);
}

const isModifier = (key: string): boolean => key === "Shift" || key === "Control" || key === "Meta" || key === "Alt";
