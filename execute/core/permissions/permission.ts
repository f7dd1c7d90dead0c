import type { Address, Hex } from "viem";
import type { ChainSettings } from "../chain-settings.ts";
import type { ConditionNode } from "../role-conditions.ts";
import type { AllowanceSetting, PlannedAllowance } from "./allowance.ts";
import type { LossPart } from "./worst-loss.ts";

/** A token as its owner reads of it. Amounts beside it are in its smallest units. */
export type ArmToken = { readonly address: Address; readonly symbol: string; readonly decimals: number };

/** Refuse whatever brings less than the pool's mean price of the window by more than `maxLossBps`. */
export type PriceFloor = { readonly windowSeconds: number; readonly maxLossBps: number };

/** Sell one token for another in the chain's pool. Without a floor the chain enforces no least price. */
export type SwapPermission = {
  readonly kind: "swap";
  readonly sell: ArmToken;
  readonly buy: ArmToken;
  /** Of what is sold. */
  readonly allowance: AllowanceSetting;
  readonly priceFloor?: PriceFloor;
};

/** Lend one token, borrow another, repay it, and take what was lent back into the Safe. */
export type LendPermission = {
  readonly kind: "lend";
  readonly supply: { readonly token: ArmToken; readonly allowance: AllowanceSetting };
  readonly borrow: { readonly token: ArmToken; readonly allowance: AllowanceSetting };
  /** All that the Safe owes the lending pool when this is signed, in units of the borrowed token. */
  readonly debtUnits: bigint;
  /** What a liquidator gets on top, for the worst of the Safe's collateral: 500 is 5 %. */
  readonly liquidationBonusBps: number;
};

/** Only the ways out of the lending pool: repay, and take what was lent back into the Safe. */
export type LendExitPermission = {
  readonly kind: "lend-exit";
  readonly withdraw: readonly ArmToken[];
  readonly repay: ArmToken;
  readonly debtUnits: bigint;
  readonly liquidationBonusBps: number;
};

/** Make orders that sell one token for another and settle later, and cancel the Safe's orders. */
export type OrderPermission = {
  readonly kind: "order";
  readonly sell: ArmToken;
  readonly buy: ArmToken;
  readonly allowance: AllowanceSetting;
  readonly priceFloor: PriceFloor;
  /** How far an order's deadline may be ahead: for so long its least output stays what it was. */
  readonly maxLifeSeconds: number;
};

/** Only cancel the Safe's orders. */
export type CancelOrdersPermission = { readonly kind: "cancel-orders" };

/** Take a role from one key, the only act on the modifier itself that a role can hold. */
export type RevokePermission = { readonly kind: "revoke"; readonly member: Address; readonly roleKey: Hex };

/** What a trading session may be given. */
export type Permission =
  | SwapPermission
  | LendPermission
  | LendExitPermission
  | OrderPermission
  | CancelOrdersPermission;

/** The contracts that permissions name: the settings of the chain have them. */
export type RoleContracts = Pick<
  ChainSettings,
  | "castGuard"
  | "multiSendCallOnly"
  | "multiSendUnwrapper"
  | "expiryCondition"
  | "leastOutput"
  | "swapRouter"
  | "poolFeePips"
  | "orders"
  | "lending"
>;

/** What all permissions of a role share. */
export type RoleTerms = {
  /** Trading and emergency roles have allowances of their own. */
  readonly holder: "session" | "emergency";
  readonly roles: Address;
  readonly contracts: RoleContracts;
  /** Last second of chain time (Unix) in which anything is allowed. */
  readonly expiresAtSeconds: bigint;
};

/** One function that a role may call, and with which parameters. Never ether, never a delegate call. */
export type ScopedFunction = { readonly target: Address; readonly selector: Hex; readonly condition: ConditionNode };

/** That a contract may draw a token from the Safe. */
export type Approval = { readonly token: Address; readonly spender: Address };

/** What a permission comes to. */
export type Grant = {
  readonly scopes: readonly ScopedFunction[];
  /** What the key can approve, and so may have left approved. */
  readonly approvals: readonly Approval[];
  readonly allowances: readonly PlannedAllowance[];
  /** Plain sentences for the owner. */
  readonly words: readonly string[];
  readonly losses: readonly LossPart[];
};
