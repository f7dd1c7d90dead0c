import { type Address, concatHex, type Hex, keccak256, stringToHex } from "viem";
import type { CastLane } from "../../contracts/cast.ts";

/**
 * The key of one of a vault's own relayer lanes. It pays gas and holds no rights. Lanes of its own per vault: the nonces of
 * one vault never wait for those of another, nor an emergency for what hangs in the main lane. Derived, so that it needs no
 * storage and survives everything.
 */
export function deriveLaneKey(relayerKey: Hex, vault: Address, lane: CastLane): Hex {
  // The main lane's key is what it was before there was a second lane: its ether and nonces stay.
  const parts: readonly Hex[] = [relayerKey, vault];
  return keccak256(concatHex(lane === "main" ? parts : [...parts, stringToHex(lane)]));
}
