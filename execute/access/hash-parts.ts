import type { Hex } from "viem";
import { toHex } from "../../contracts/bytes-text.ts";

/** SHA-256 of the parts as JSON, which no other parts give: an id that the same proof always has. */
export async function hashParts(...parts: readonly (string | number)[]): Promise<Hex> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return `0x${toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))}`;
}
