import type { PanelManifest } from "../../host/panel.ts";

export type KeyPress = {
  readonly key: string;
  /** The key by its place, such as `KeyG`: where the alphabet has no Latin letters, it stands for the letter. */
  readonly code: string;
  readonly hasCommand: boolean;
  readonly hasAlt: boolean;
  /** Someone types into a field, or a dialog is open: single keys are theirs. */
  readonly isTaken: boolean;
};

export type KeyAct =
  | { readonly kind: "palette" }
  | { readonly kind: "keys" }
  | { readonly kind: "panel"; readonly panel: string };

/** When `g` was pressed, if the next key is still to say where to go. */
export type KeyState = { readonly goingSinceMs: number | null };
export type KeyOptions = {
  readonly panels: readonly Pick<PanelManifest, "id" | "key">[];
  readonly singleKeys: boolean;
};

export const idle: KeyState = { goingSinceMs: null };
const patienceMs = 1_500;

/** What a key press means: Ctrl or ⌘ with K opens the palette, `?` the keys, `g` and a panel's key that panel. */
export function decideKey(
  state: KeyState,
  press: KeyPress,
  atMs: number,
  { panels, singleKeys }: KeyOptions,
): { readonly state: KeyState; readonly act: KeyAct | null } {
  const key = latinKey(press);
  if (press.hasCommand) return { state: idle, act: key === "k" && !press.hasAlt ? { kind: "palette" } : null };
  if (press.isTaken || !singleKeys || press.hasAlt) return { state: idle, act: null };
  const isGoing = state.goingSinceMs !== null && atMs - state.goingSinceMs <= patienceMs;
  if (isGoing) {
    const panel = panels.find((each) => each.key === key);
    return { state: idle, act: panel === undefined ? null : { kind: "panel", panel: panel.id } };
  }
  if (key === "?") return { state: idle, act: { kind: "keys" } };
  return { state: key === "g" ? { goingSinceMs: atMs } : idle, act: null };
}

function latinKey({ key, code }: KeyPress): string {
  if (key.length !== 1 || key.charCodeAt(0) < 128) return key;
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}
