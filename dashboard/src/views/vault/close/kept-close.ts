import { z } from "zod";
import type { VaultAddress } from "../../../../../contracts/ids.ts";
import { TimeMs } from "../../../../../contracts/time.ts";
import { OwnerClose } from "./owner-close.ts";

/** The last answer, and when this browser read it. It stays after the server and the chain's endpoints are gone. */
export const KeptClose = z.strictObject({ readAtWallMs: TimeMs, close: OwnerClose });
export type KeptClose = z.infer<typeof KeptClose>;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (vault: VaultAddress): string => `portent.owner-close.${vault}`;

/** Null where nothing was kept, in a form of another version, or where the browser keeps nothing. */
export function readKept(shelf: Shelf, vault: VaultAddress): KeptClose | null {
  try {
    const text = shelf.getItem(keyOf(vault));
    const kept = KeptClose.safeParse(text === null ? null : JSON.parse(text));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

/** A browser may refuse to keep anything: the page then shows what it has read, while it is open. */
export function keep(shelf: Shelf, vault: VaultAddress, kept: KeptClose): void {
  try {
    shelf.setItem(keyOf(vault), JSON.stringify(kept));
  } catch {}
}

/** Closing a vault in this browser leaves nothing of it behind. */
export function forgetKept(shelf: Shelf, vault: VaultAddress): void {
  try {
    shelf.removeItem(keyOf(vault));
  } catch {}
}

/** The browser's own; where it is forbidden, one that keeps nothing. */
export function openShelf(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}
