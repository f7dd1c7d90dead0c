import { type Address, concatHex, type Hex, keccak256 } from "viem";

/**
 * The key of a vault's own relayer lane. It pays gas and holds no rights. A lane of its own per vault: the nonces of
 * one vault never wait for those of another. Derived, so that it needs no storage and survives everything.
 */
export const deriveLaneKey = (relayerKey: Hex, vault: Address): Hex => keccak256(concatHex([relayerKey, vault]));
