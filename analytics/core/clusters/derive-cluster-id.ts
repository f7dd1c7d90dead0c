import { compareCodePoints } from "../../../contracts/compare-code-points.ts";

/** FNV-1a, 64 bit: a short name for a list of members, not a protection against forgery. */
function hash64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

/** The id that a cluster is born with: a pure function of its members, whatever their order. */
export function deriveClusterId(members: readonly string[]): string {
  return `cluster-${hash64(JSON.stringify(members.toSorted(compareCodePoints)))}`;
}
