import { createRandom, type Random } from "../feed/seeded-random.ts";

/** What can go wrong with one request. All but `lost` and `slow` let the request take effect before its answer goes wrong. */
export const faultKinds = [
  /** Takes effect; the connection is reset instead of an answer. */
  "landed-timeout",
  /** Takes no effect; the connection is reset. */
  "lost",
  /** Answered after `delayMs`. */
  "slow",
  "http-500",
  "html",
  /** An answer to another request. */
  "wrong-id",
  /** HTTP 200 without a body. */
  "empty",
  /** An error that has nothing to do with the request: `text`. */
  "wrong-error",
  /** Takes effect twice; the second answer arrives. */
  "duplicate",
  "wrong-chain-id",
  /** Answered as `blocks` blocks ago; what came later is not there. */
  "lag",
  /** A receipt that is there is denied. */
  "null-receipt",
  /** Every second receipt names another block. */
  "flapping-receipt",
  /** A nonce lower by `blocks`. */
  "nonce-behind",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type FaultDetails = { readonly delayMs?: number; readonly blocks?: number; readonly text?: string };
export type FaultRule = FaultDetails & {
  readonly kind: FaultKind;
  /** All methods that the kind makes sense for, unless told. */
  readonly method?: string;
  /** Until cleared, unless told. */
  readonly times?: number;
};
export type Fault = Required<FaultDetails> & { readonly kind: FaultKind };

export type RandomFaults = {
  readonly seed?: number;
  /** Probability from 0 to 1 by method; `*` for all that are not named. */
  readonly ratePerMethod: Readonly<Record<string, number>>;
  /** All, unless told. */
  readonly kinds?: readonly FaultKind[];
};

export const laggingMethods: ReadonlySet<string> = new Set([
  "eth_blockNumber",
  "eth_getBlockByNumber",
  "eth_getBlockByHash",
  "eth_getTransactionReceipt",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getBalance",
  "eth_getCode",
  "eth_getStorageAt",
  "eth_call",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_getLogs",
]);

/** Which fault befalls the next request: what was set last first, then chance. Same seed and same requests: same faults. */
export class FaultPlan {
  #rules: { readonly rule: FaultRule; left: number }[] = [];
  #chance: { readonly faults: RandomFaults; readonly random: Random } | null = null;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  set(rule: FaultRule): void {
    this.#rules.unshift({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  once(method: string, kind: FaultKind, details: FaultDetails = {}): void {
    if (!appliesTo(kind, method)) throw new RangeError(`${kind} makes no sense for ${method}`);
    this.set({ ...details, method, kind, times: 1 });
  }

  random(faults: RandomFaults): void {
    this.#chance = { faults, random: createRandom(faults.seed ?? this.#seed) };
  }

  clear(): void {
    this.#rules = [];
    this.#chance = null;
  }

  choose(method: string): Fault | null {
    const found = this.#rules.find(
      ({ rule, left }) => left > 0 && (rule.method ?? method) === method && appliesTo(rule.kind, method),
    );
    if (found !== undefined) {
      found.left -= 1;
      return { ...defaults, ...found.rule };
    }
    return this.#chance === null ? null : chooseByChance(method, this.#chance.faults, this.#chance.random);
  }
}

export function appliesTo(kind: FaultKind, method: string): boolean {
  switch (kind) {
    case "wrong-chain-id":
      return method === "eth_chainId";
    case "lag":
      return laggingMethods.has(method);
    case "null-receipt":
    case "flapping-receipt":
      return method === "eth_getTransactionReceipt";
    case "nonce-behind":
      return method === "eth_getTransactionCount";
    default:
      return true;
  }
}

function chooseByChance(method: string, faults: RandomFaults, random: Random): Fault | null {
  const rate = faults.ratePerMethod[method] ?? faults.ratePerMethod["*"] ?? 0;
  // Drawn in any case, so that a change of one rate does not shift what befalls the others.
  const [hit, which, size] = [random.uniform(), random.uniform(), random.uniform()];
  if (hit >= rate) return null;
  const kinds = (faults.kinds ?? faultKinds).filter((kind) => appliesTo(kind, method));
  const kind = kinds[Math.floor(which * kinds.length)];
  if (kind === undefined) return null;
  return { ...defaults, kind, delayMs: 1 + Math.floor(size * 100), blocks: 1 + Math.floor(size * 4) };
}

const defaults = { delayMs: 50, blocks: 1, text: "internal error: the database is locked" };
