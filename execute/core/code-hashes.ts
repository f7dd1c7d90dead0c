import type { Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { ChainSettings } from "./chain-settings.ts";

/** Contracts that a session relies on: those of the chain's settings, and what the vault's own proxies run. */
export type CodeName =
  | "castGuard"
  | "multiSendCallOnly"
  | "multiSendUnwrapper"
  | "leastOutput"
  | "expiryCondition"
  | "swapRouter"
  | "pool"
  | "orderBook"
  | "leastOrderOutput"
  | "lendingPool"
  | "lendingPoolLogic"
  | "safeProxy"
  | "safeSingleton"
  | "rolesProxy"
  | "rolesMastercopy";

/** keccak256 of each contract's code as the chain has it, null where there is none. */
export type FoundCode = Partial<Readonly<Record<CodeName, Hex | null>>>;

/** Why a session must not be used. `contract` is a key of the setting `codeHashes`. */
export type CodeFault = {
  readonly code: "code.changed" | "code.missing" | "code.unread" | "code.not-expected";
  readonly contract: CodeName;
  readonly message: string;
};

/** What has to be compared on this chain. */
export function listCodeNames(settings: Pick<ChainSettings, "orders" | "lending">): readonly CodeName[] {
  return [
    ...always,
    ...(settings.orders === undefined ? [] : (["orderBook", "leastOrderOutput"] as const)),
    ...(settings.lending === undefined ? [] : (["lendingPool", "lendingPoolLogic"] as const)),
  ];
}

/**
 * Compares the code on the chain with what the settings pin, and gives the first difference. A contract that was not
 * read, or for which nothing is pinned, is a fault too: what is not known to be the same is not relied on.
 */
export function compareCodeHashes(
  names: readonly CodeName[],
  expected: Readonly<Record<string, Hex>>,
  found: FoundCode,
): Result<{ readonly compared: number }, CodeFault> {
  for (const name of names) {
    const [wanted, actual] = [expected[name], found[name]];
    const fault = (code: CodeFault["code"], message: string) => err({ code, contract: name, message });
    if (wanted === undefined) return fault("code.not-expected", `no code hash of ${name} is set`);
    if (actual === undefined) return fault("code.unread", `the code of ${name} was not read`);
    if (actual === null) return fault("code.missing", `there is no contract where ${name} should be`);
    if (actual.toLowerCase() !== wanted.toLowerCase()) {
      return fault("code.changed", `the code of ${name} has the hash ${actual}, expected ${wanted}`);
    }
  }
  return ok({ compared: names.length });
}

const always = [
  "castGuard",
  "multiSendCallOnly",
  "multiSendUnwrapper",
  "leastOutput",
  "expiryCondition",
  "swapRouter",
  "pool",
  "safeProxy",
  "safeSingleton",
  "rolesProxy",
  "rolesMastercopy",
] as const satisfies readonly CodeName[];
