import { type Address, encodeFunctionData, formatUnits, type Hex, keccak256, stringToHex } from "viem";
import { rolesAbi } from "../abis.ts";
import type { StoredAllowance } from "../accrued-allowance.ts";
import type { ArmToken, RoleTerms } from "./permission.ts";

/** `amount` is added every `periodSeconds`, never beyond `max`. */
export type Refill = { readonly amount: bigint; readonly max: bigint; readonly periodSeconds: bigint };

/** How much may be spent, in smallest units. */
export type AllowanceSetting =
  /** Anew: whatever was there is replaced. A refill counts from the block in which the plan executes. */
  | { readonly kind: "set"; readonly balance: bigint; readonly refill?: Refill }
  /**
   * What an earlier session left, with its refill going on: nothing is written, so nothing that is spent meanwhile
   * comes back. `stored` is what the chain told; it serves the owner's words and the worst loss alone.
   */
  | { readonly kind: "carry-over"; readonly stored: StoredAllowance };

export type AllowancePurpose = "approve" | "swap" | "supply" | "borrow" | "order";

/** An allowance of the modifier as a plan uses it. */
export type PlannedAllowance = {
  readonly key: Hex;
  readonly purpose: AllowancePurpose;
  readonly token: ArmToken;
  readonly setting: AllowanceSetting;
};

/**
 * The key of an allowance: the same for every session of a vault, so that the next one goes on where the last one
 * ended. `parties` are the tokens and contracts that tell it apart. A modifier belongs to one Safe, so its keys
 * need not name it.
 */
export function deriveAllowanceKey(
  holder: RoleTerms["holder"],
  purpose: AllowancePurpose,
  parties: readonly Address[],
): Hex {
  const lower = parties.map((party) => party.toLowerCase());
  return keccak256(stringToHex(JSON.stringify(["allowance", holder, purpose, ...lower])));
}

/** The most that can be spent in one go, now or after a refill. */
export function mostAtOnce(setting: AllowanceSetting): bigint {
  const { balance, ceiling } =
    setting.kind === "set"
      ? { balance: setting.balance, ceiling: setting.refill?.max ?? 0n }
      : { balance: setting.stored.balance, ceiling: setting.stored.period === 0n ? 0n : setting.stored.maxRefill };
  return balance > ceiling ? balance : ceiling;
}

export const refillOf = (setting: AllowanceSetting): Refill | undefined => {
  if (setting.kind === "set") return setting.refill;
  const { refill: amount, maxRefill: max, period: periodSeconds } = setting.stored;
  return periodSeconds === 0n || amount === 0n ? undefined : { amount, max, periodSeconds };
};

/** "Sell at most 6 WETH in all.", for the verb "Sell". */
export function describeAllowance(verb: string, token: ArmToken, setting: AllowanceSetting): string {
  const amount = (units: bigint) => `${formatUnits(units, token.decimals)} ${token.symbol}`;
  const refill = refillOf(setting);
  const added =
    refill === undefined
      ? ""
      : `; ${amount(refill.amount)} are added every ${refill.periodSeconds} seconds, up to ${amount(refill.max)}`;
  if (setting.kind === "carry-over") {
    return `${verb} at most what an earlier session left of its allowance, ${amount(setting.stored.balance)}${added}.`;
  }
  const [balance, when] = [amount(setting.balance), refill === undefined ? "in all" : "now"];
  return `${verb} at most ${balance} ${when}${added}.`;
}

/**
 * One entry per key. Two permissions that let the same contract draw the same token share what may be approved: it
 * is the sum, with refills generous enough for both, since the approval is not what bounds spending.
 */
export function mergeAllowances(planned: readonly PlannedAllowance[]): readonly PlannedAllowance[] {
  const byKey = new Map<Hex, PlannedAllowance>();
  for (const next of planned) {
    assertSound(next);
    const held = byKey.get(next.key);
    if (held !== undefined && next.purpose !== "approve") {
      throw new RangeError(`two permissions of one session are for the same ${next.purpose} of ${next.token.symbol}`);
    }
    const setting = held === undefined ? next.setting : addSettings(held.setting, next.setting);
    byKey.set(next.key, { ...next, setting });
  }
  const merged = [...byKey.values()];
  for (const allowance of merged) assertSound(allowance);
  return merged;
}

/** Calldata that writes an allowance; undefined where it is carried over. */
export function encodeSetAllowance({ key, setting }: PlannedAllowance): Hex | undefined {
  if (setting.kind === "carry-over") return undefined;
  const { balance, refill } = setting;
  return encodeFunctionData({
    abi: rolesAbi,
    functionName: "setAllowance",
    args: [key, balance, refill?.max ?? 0n, refill?.amount ?? 0n, refill?.periodSeconds ?? 0n, 0n],
  });
}

function addSettings(a: AllowanceSetting, b: AllowanceSetting): AllowanceSetting {
  if (a.kind === "carry-over" && b.kind === "carry-over") return a;
  // One goes on, one is new: written as the sum. What has accrued since it was read may be counted twice, which an
  // approval may be: it spends nothing.
  const balance = balanceOf(a) + balanceOf(b);
  const [refillA, refillB] = [refillOf(a), refillOf(b)];
  if (refillA === undefined && refillB === undefined) return { kind: "set", balance };
  const { amount, periodSeconds } = addRefills(refillA, refillB);
  // Room for one refill more than both hold when full: theirs need not come at the same second.
  return { kind: "set", balance, refill: { amount, periodSeconds, max: mostAtOnce(a) + mostAtOnce(b) + amount } };
}

const balanceOf = (setting: AllowanceSetting): bigint =>
  setting.kind === "set" ? setting.balance : mostAtOnce(setting);

/** As much as both together, as often as the more frequent one. */
function addRefills(a: Refill | undefined, b: Refill | undefined): Pick<Refill, "amount" | "periodSeconds"> {
  if (a === undefined || b === undefined) return a ?? b ?? { amount: 0n, periodSeconds: 1n };
  const { periodSeconds } = a.periodSeconds < b.periodSeconds ? a : b;
  return { amount: a.amount + b.amount, periodSeconds };
}

function assertSound({ setting, token }: PlannedAllowance): void {
  if (setting.kind === "carry-over") return;
  const amounts = [setting.balance, setting.refill?.amount ?? 0n, setting.refill?.max ?? 0n];
  if (amounts.some((amount) => amount < 0n || amount > maxUint128)) {
    throw new RangeError(`an allowance of ${token.symbol} is out of range`);
  }
  if (setting.refill !== undefined && setting.refill.periodSeconds <= 0n)
    throw new RangeError("a refill needs a period");
}

const maxUint128 = 2n ** 128n - 1n;
