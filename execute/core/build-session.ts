import type { Address, Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { AllowanceTerms, PermissionTerms, SessionTerms } from "../../contracts/session-terms.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { StoredAllowance } from "./accrued-allowance.ts";
import { type ArmInput, buildArmPlan, type RolePlan } from "./arm-plan.ts";
import { type ChainSettings, findToken } from "./chain-settings.ts";
import { buildEmergencyPlan } from "./emergency-plan.ts";
import { type AllowancePurpose, type AllowanceSetting, deriveAllowanceKey } from "./permissions/allowance.ts";
import { deriveRoleKey } from "./permissions/encode-role.ts";
import { grantPermission } from "./permissions/grant-permission.ts";
import type { ArmToken, LendExitPermission, Permission, RoleTerms } from "./permissions/permission.ts";

/** Window of the pool's mean price that least outputs are held against, in seconds. */
const floorWindowSeconds = 300;

export type SessionKeys = {
  readonly sessionId: string;
  readonly sessionKey: Address;
  /** Null where no emergency key is armed with it. */
  readonly emergency: { readonly id: string; readonly key: Address } | null;
};

export type BuildSessionInput = SessionKeys &
  Pick<ArmInput, "safe" | "roles" | "isRolesEnabled" | "replaces"> & {
    readonly settings: ChainSettings;
    readonly terms: SessionTerms;
    /** What the chain holds of an allowance; of one that was never set, zeros. */
    readonly stored: (key: Hex) => StoredAllowance;
    /** What the Safe owes the lending market of a token, in its smallest units. */
    readonly debtUnits: (symbol: string) => bigint;
  };

export type BuiltSession = { readonly session: RolePlan; readonly emergency: RolePlan | null };
export type SessionFault = { readonly code: "bad-terms"; readonly message: string };

/** The plans of both keys from what their owner wrote. Pure; nothing is signed or sent. */
export function buildSession(input: BuildSessionInput): Result<BuiltSession, SessionFault> {
  const { settings, terms, emergency: keys } = input;
  if ((terms.emergency === null) !== (keys === null)) throw new RangeError("an emergency key needs terms, and they it");
  try {
    const session = buildArmPlan({
      ...input,
      contracts: settings,
      expiresAtSeconds: toSeconds(terms.expiresAtMs),
      permissions: terms.permissions.map((permission) => withStored(toPermission(permission, input), input)),
    });
    return ok({ session, emergency: buildEmergency(input) });
  } catch (cause) {
    // Terms that no plan can be made of: a token that is none, a floor out of range, two allowances of one key.
    if (cause instanceof RangeError) return err({ code: "bad-terms", message: cause.message });
    throw cause;
  }
}

function buildEmergency(input: BuildSessionInput): RolePlan | null {
  const { terms, emergency: keys, settings, roles, sessionId, sessionKey } = input;
  if (terms.emergency === null || keys === null) return null;
  const stable = settings.tokens.find(({ asset }) => asset === "USD");
  if (stable === undefined) throw new RangeError("this chain has no dollar token to sell for");
  const lend = terms.permissions.find((permission) => permission.kind === "lend");
  return buildEmergencyPlan({
    roles,
    emergencyKey: keys.key,
    emergencyId: keys.id,
    expiresAtSeconds: toSeconds(terms.emergency.expiresAtMs),
    contracts: settings,
    stable,
    sells: terms.emergency.sells.map(({ token: symbol, allowance }) => {
      const token = requireToken(settings, symbol);
      const key = deriveAllowanceKey("emergency", "swap", [token.address, stable.address]);
      const carried = { kind: "carry-over", stored: input.stored(key) } as const;
      return { token, allowance: allowance.kind === "carry-over" ? carried : toAllowance(allowance) };
    }),
    priceFloor: { windowSeconds: floorWindowSeconds, maxLossBps: terms.emergency.lossBpsMax },
    ...(lend === undefined ? {} : { lending: toLendExit(lend, input) }),
    cancelsOrders: settings.orders !== undefined,
    ends: { key: sessionKey, roleKey: deriveRoleKey("session", sessionId) },
  });
}

function toPermission(terms: PermissionTerms, input: BuildSessionInput): Permission {
  const { settings } = input;
  switch (terms.kind) {
    case "swap":
      return {
        kind: "swap",
        ...requirePair(settings, terms.sell, terms.buy),
        allowance: toAllowance(terms.allowance),
        priceFloor: { windowSeconds: floorWindowSeconds, maxLossBps: terms.lossBpsMax },
      };
    case "lend": {
      const { debtUnits, liquidationBonusBps } = toLendExit(terms, input);
      return {
        kind: "lend",
        supply: { token: requireToken(settings, terms.supply), allowance: toAllowance(terms.supplyAllowance) },
        borrow: { token: requireToken(settings, terms.borrow), allowance: toAllowance(terms.borrowAllowance) },
        debtUnits,
        liquidationBonusBps,
      };
    }
    case "order":
      return {
        kind: "order",
        ...requirePair(settings, terms.sell, terms.buy),
        allowance: toAllowance(terms.allowance),
        priceFloor: { windowSeconds: floorWindowSeconds, maxLossBps: terms.lossBpsMax },
        maxLifeSeconds: Math.floor((parseDurationMs(terms.maxLife) ?? 0) / 1_000),
      };
  }
}

function toLendExit(
  { supply, borrow }: Extract<PermissionTerms, { kind: "lend" }>,
  { settings, debtUnits }: BuildSessionInput,
): Omit<LendExitPermission, "kind"> {
  const bonuses = settings.lending?.reserves.map(({ liquidationBonusBps }) => liquidationBonusBps) ?? [];
  return {
    withdraw: [requireToken(settings, supply)],
    repay: requireToken(settings, borrow),
    debtUnits: debtUnits(borrow),
    liquidationBonusBps: Math.max(0, ...bonuses),
  };
}

/** What is carried over, as the chain holds it: it serves the words and the worst loss. */
function withStored(permission: Permission, { roles, settings, terms, stored }: BuildSessionInput): Permission {
  const roleTerms: RoleTerms = {
    holder: "session",
    roles,
    contracts: settings,
    expiresAtSeconds: toSeconds(terms.expiresAtMs),
  };
  const { allowances } = grantPermission(permission, roleTerms);
  const fill = (setting: AllowanceSetting, purpose: AllowancePurpose): AllowanceSetting => {
    const key = allowances.find((allowance) => allowance.purpose === purpose)?.key;
    return setting.kind === "set" || key === undefined ? setting : { kind: "carry-over", stored: stored(key) };
  };
  switch (permission.kind) {
    case "swap":
      return { ...permission, allowance: fill(permission.allowance, "swap") };
    case "order":
      return { ...permission, allowance: fill(permission.allowance, "order") };
    case "lend": {
      const { supply, borrow } = permission;
      return {
        ...permission,
        supply: { ...supply, allowance: fill(supply.allowance, "supply") },
        borrow: { ...borrow, allowance: fill(borrow.allowance, "borrow") },
      };
    }
    default:
      return permission;
  }
}

function toAllowance(terms: AllowanceTerms): AllowanceSetting {
  if (terms.kind === "carry-over") return { kind: "carry-over", stored: nothing };
  const { balance, refill } = terms;
  if (refill === undefined) return { kind: "set", balance: BigInt(balance) };
  const periodSeconds = BigInt(Math.floor((parseDurationMs(refill.every) ?? 0) / 1_000));
  return {
    kind: "set",
    balance: BigInt(balance),
    refill: { amount: BigInt(refill.amount), max: BigInt(refill.max), periodSeconds },
  };
}

function requirePair(settings: ChainSettings, sellSymbol: string, buySymbol: string) {
  const [sell, buy] = [requireToken(settings, sellSymbol), requireToken(settings, buySymbol)];
  if (sell.address === buy.address) throw new RangeError(`${sellSymbol} cannot be sold for itself`);
  return { sell, buy };
}

function requireToken(settings: ChainSettings, symbol: string): ArmToken {
  const token = findToken(settings, symbol);
  if (token !== undefined) return token;
  const known = settings.tokens.map((each) => each.symbol).join(", ");
  throw new RangeError(`there is no token ${symbol} here, only ${known}`);
}

const toSeconds = (ms: number): bigint => BigInt(Math.floor(ms / 1_000));

/** An allowance that was never set. */
export const nothing: StoredAllowance = { refill: 0n, maxRefill: 0n, period: 0n, balance: 0n, timestamp: 0n };
