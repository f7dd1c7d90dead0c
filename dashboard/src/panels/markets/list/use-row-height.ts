import { useSyncExternalStore } from "react";
import type { Host } from "../../../host/panel.ts";

const phone = window.matchMedia("(max-width: 560px)");
const coarse = window.matchMedia("(pointer: coarse)");

/** Height of a row in pixels, as `list.css` has it: rows for fingers and for two lines are higher. */
export function useRowHeight(density: Host["settings"]["density"]): number {
  const isPhone = useSyncExternalStore(listenTo(phone), () => phone.matches);
  const isCoarse = useSyncExternalStore(listenTo(coarse), () => coarse.matches);
  if (isPhone) return 46;
  if (isCoarse) return 42;
  return density === "compact" ? 28 : 34;
}

const listeners = new WeakMap<MediaQueryList, (listener: () => void) => () => void>();

function listenTo(query: MediaQueryList): (listener: () => void) => () => void {
  const known = listeners.get(query);
  if (known !== undefined) return known;
  const listen = (listener: () => void) => {
    query.addEventListener("change", listener);
    return () => query.removeEventListener("change", listener);
  };
  listeners.set(query, listen);
  return listen;
}
