import {
  type Address,
  concatHex,
  encodeFunctionData,
  formatUnits,
  type Hex,
  keccak256,
  numberToHex,
  stringToHex,
  toFunctionSelector,
} from "viem";
import { castGuardAbi, erc20Abi, multiSendAbi, rolesAbi, safeAbi, swapRouterAbi } from "./abis.ts";
import {
  anyValue,
  type Condition,
  decidedBy,
  ExecutionOptions,
  equalToAddress,
  equalToNumber,
  equalToSafe,
  lessThan,
  matchesParameters,
  matchesTuple,
  withinAllowance,
} from "./role-conditions.ts";
import type { Call } from "./safe-tx.ts";

export type ArmToken = { readonly address: Address; readonly symbol: string; readonly decimals: number };

/** What the session may sell, in smallest units of the token that it sells. */
export type SellAllowance = {
  /** What it may sell now. On re-arming: what was left, so that a new session does not refill the budget. */
  readonly balance: bigint;
  /** `amount` is added every `periodSeconds`, never beyond `max`. */
  readonly refill?: { readonly amount: bigint; readonly max: bigint; readonly periodSeconds: bigint };
  /** Unix second from which refills count; 0 is the block in which the plan executes. */
  readonly startSeconds?: bigint;
};

/** Refuse a swap whose least output is worse than the pool's mean price of the window by more than `maxLossBps`. */
export type PriceFloor = { readonly contract: Address; readonly windowSeconds: number; readonly maxLossBps: number };

export type ArmInput = {
  readonly safe: Address;
  readonly roles: Address;
  /** Address of the session key. It holds no ether and never submits a transaction itself. */
  readonly sessionKey: Address;
  /** Names the role and its allowances; a new session gets new ones. */
  readonly sessionId: string;
  /** Unix second after which the role cannot swap any more. */
  readonly expiresAtSeconds: bigint;
  readonly isRolesEnabled: boolean;
  readonly castGuard: Address;
  readonly multiSendCallOnly: Address;
  readonly multiSendUnwrapper: Address;
  readonly router: Address;
  readonly sell: ArmToken;
  readonly buy: ArmToken;
  readonly poolFeePips: number;
  readonly allowance: SellAllowance;
  readonly priceFloor?: PriceFloor;
};

export type ArmPlan = {
  /** For one batch of the Safe (`buildSafeBatch`), which the owner signs once. */
  readonly calls: readonly Call[];
  readonly roleKey: Hex;
  /** Two keys with the same amount: an approval must not use up what the swap itself needs. */
  readonly allowanceKeys: { readonly approve: Hex; readonly swap: Hex };
  /** What the session may and may not do, one plain sentence each. */
  readonly words: readonly string[];
  readonly worstLoss: WorstLoss;
};

/**
 * What a thief of the session key alone could take, in smallest units of the token that is sold, valued at the
 * pool's mean price: `lossBps` of `units` at once, and of `unitsPerRefill` at each refill until the session ends.
 */
export type WorstLoss = { readonly units: bigint; readonly unitsPerRefill: bigint; readonly lossBps: number };

/** The calls that install a session: the role, its allowances and exactly the functions that a cast uses. */
export function buildArmPlan(input: ArmInput): ArmPlan {
  assertSound(input);
  const keys = deriveSessionKeys(input.sessionId);
  const admin = (data: Hex): Call => ({ to: input.roles, value: 0n, data });
  const enable: Call = {
    to: input.safe,
    value: 0n,
    data: encodeFunctionData({ abi: safeAbi, functionName: "enableModule", args: [input.roles] }),
  };
  return {
    calls: [
      ...(input.isRolesEnabled ? [] : [enable]),
      admin(encodeAssignRole(input.sessionKey, keys.roleKey, true)),
      admin(encodeSetAllowance(keys.allowanceKeys.approve, input.allowance)),
      admin(encodeSetAllowance(keys.allowanceKeys.swap, input.allowance)),
      ...scopedCalls(input, keys).map(admin),
      admin(
        encodeFunctionData({
          abi: rolesAbi,
          functionName: "setTransactionUnwrapper",
          args: [input.multiSendCallOnly, multiSendSelector, input.multiSendUnwrapper],
        }),
      ),
    ],
    ...keys,
    words: describe(input),
    worstLoss: {
      units: mostSold(input.allowance),
      unitsPerRefill: input.allowance.refill?.amount ?? 0n,
      lossBps: input.priceFloor?.maxLossBps ?? 10_000,
    },
  };
}

/** The role and allowance keys of a session: pure functions of its id, so that they survive a lost record. */
export function deriveSessionKeys(sessionId: string): Pick<ArmPlan, "roleKey" | "allowanceKeys"> {
  const derive = (purpose: string): Hex => keccak256(stringToHex(JSON.stringify(["session", sessionId, purpose])));
  return { roleKey: derive("role"), allowanceKeys: { approve: derive("approve"), swap: derive("swap") } };
}

/** Calldata that makes `member` a member of the role, or ends it. */
export function encodeAssignRole(member: Address, roleKey: Hex, isMember: boolean): Hex {
  return encodeFunctionData({ abi: rolesAbi, functionName: "assignRoles", args: [member, [roleKey], [isMember]] });
}

function encodeSetAllowance(key: Hex, allowance: SellAllowance): Hex {
  const { balance, refill, startSeconds } = allowance;
  return encodeFunctionData({
    abi: rolesAbi,
    functionName: "setAllowance",
    args: [key, balance, refill?.max ?? 0n, refill?.amount ?? 0n, refill?.periodSeconds ?? 0n, startSeconds ?? 0n],
  });
}

function scopedCalls(input: ArmInput, keys: Pick<ArmPlan, "roleKey" | "allowanceKeys">): readonly Hex[] {
  const { roleKey, allowanceKeys } = keys;
  const scopeTarget = (target: Address) =>
    encodeFunctionData({ abi: rolesAbi, functionName: "scopeTarget", args: [roleKey, target] });
  const scopeFunction = (target: Address, selector: Hex, conditions: readonly Condition[]) =>
    encodeFunctionData({
      abi: rolesAbi,
      functionName: "scopeFunction",
      args: [roleKey, target, selector, conditions, ExecutionOptions.none],
    });
  const swapFields = [
    equalToAddress(input.sell.address),
    equalToAddress(input.buy.address),
    equalToNumber(input.poolFeePips),
    equalToSafe,
    lessThan(input.expiresAtSeconds + 1n),
    withinAllowance(allowanceKeys.swap),
    input.priceFloor === undefined ? anyValue : decidedBy(input.priceFloor.contract, encodeFloor(input.priceFloor)),
    anyValue,
  ];
  return [
    scopeTarget(input.castGuard),
    scopeFunction(input.castGuard, claimSelector, matchesParameters([anyValue, anyValue])),
    scopeTarget(input.sell.address),
    scopeFunction(
      input.sell.address,
      approveSelector,
      matchesParameters([equalToAddress(input.router), withinAllowance(allowanceKeys.approve)]),
    ),
    scopeTarget(input.router),
    scopeFunction(input.router, swapSelector, matchesTuple(swapFields)),
  ];
}

/** `uint32 windowSeconds ‖ uint16 maxLossBps ‖ 6 zero bytes`: what the price-floor contract is given. */
function encodeFloor(floor: PriceFloor): Hex {
  return concatHex([
    numberToHex(floor.windowSeconds, { size: 4 }),
    numberToHex(floor.maxLossBps, { size: 2 }),
    "0x000000000000",
  ]);
}

function describe(input: ArmInput): readonly string[] {
  const { sell, buy, allowance, priceFloor } = input;
  const amount = (units: bigint) => `${formatUnits(units, sell.decimals)} ${sell.symbol}`;
  const until = new Date(Number(input.expiresAtSeconds) * 1000).toISOString().replace(".000Z", "Z");
  const refill = allowance.refill;
  return [
    `Sell ${sell.symbol} for ${buy.symbol} in one Uniswap v3 pool, the one with the ${input.poolFeePips / 10_000} % fee.`,
    refill === undefined
      ? `Sell at most ${amount(allowance.balance)} in all.`
      : `Sell at most ${amount(allowance.balance)} now; ${amount(refill.amount)} are added every ${refill.periodSeconds} seconds, up to ${amount(refill.max)}.`,
    `The ${buy.symbol} can only arrive in your Safe.`,
    `Let the Uniswap router draw ${sell.symbol} from your Safe, within the same amount.`,
    `No swap after ${until}.`,
    priceFloor === undefined
      ? `No least price is enforced by the chain. A thief of the session key could sell ${amount(mostSold(allowance))} at a bad price, and repeat that after each refill.`
      : `Every swap must bring at least the pool's mean price of the last ${priceFloor.windowSeconds} seconds less ${priceFloor.maxLossBps / 100} %. A thief of the session key could sell ${amount(mostSold(allowance))} at that price, and repeat that after each refill.`,
    "Mark casts of this Safe as executed on the cast guard.",
    "Nothing else: no transfers, no ether, no other contract, no change of owners or modules.",
    "You can revoke this at any time with your own signature.",
  ];
}

/** The most that can be sold in one go: what is there now, or the ceiling of the refill where that is higher. */
function mostSold(allowance: SellAllowance): bigint {
  const ceiling = allowance.refill?.max ?? 0n;
  return allowance.balance > ceiling ? allowance.balance : ceiling;
}

function assertSound(input: ArmInput): void {
  const { allowance, priceFloor } = input;
  if (allowance.balance < 0n || allowance.balance > maxUint128) throw new RangeError("allowance is out of range");
  if (allowance.refill !== undefined && allowance.refill.periodSeconds <= 0n) {
    throw new RangeError("a refill needs a period");
  }
  if (input.expiresAtSeconds <= 0n) throw new RangeError("a session needs an end");
  if (input.sell.address.toLowerCase() === input.buy.address.toLowerCase()) {
    throw new RangeError("a session sells one token for another");
  }
  if (priceFloor !== undefined && (priceFloor.maxLossBps < 0 || priceFloor.maxLossBps > 10_000)) {
    throw new RangeError("maxLossBps must be from 0 to 10000");
  }
}

const maxUint128 = 2n ** 128n - 1n;
const claimSelector = toFunctionSelector(castGuardAbi[0]);
const approveSelector = toFunctionSelector(erc20Abi[0]);
const swapSelector = toFunctionSelector(swapRouterAbi[0]);
const multiSendSelector = toFunctionSelector(multiSendAbi[0]);
