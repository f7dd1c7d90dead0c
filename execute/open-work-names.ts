import type { VaultAddress } from "../contracts/ids.ts";

/** The object that lists a vault: one of sixteen, by the first digit of its address. */
export const openWorkNameOf = (vault: VaultAddress): string => `open-work-${vault[2]}`;

export const openWorkNames: readonly string[] = [..."0123456789abcdef"].map((digit) => `open-work-${digit}`);
