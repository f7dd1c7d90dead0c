import { type Address, concatHex, type Hex, numberToHex, pad } from "viem";

/**
 * Parameter conditions of the Roles modifier, as the flat breadth-first list that `scopeFunction` takes. The root
 * is the call's data; `parent` is an index into the same list.
 */
export type Condition = {
  readonly parent: number;
  readonly paramType: number;
  readonly operator: number;
  readonly compValue: Hex;
};

/** A condition on one fixed-size parameter. */
export type Leaf = Omit<Condition, "parent">;

const ParamType = { none: 0, static: 1, tuple: 3, calldata: 5 } as const;
const Operator = {
  pass: 0,
  matches: 5,
  equalToAvatar: 15,
  equalTo: 16,
  lessThan: 18,
  custom: 22,
  withinAllowance: 28,
} as const;

/** What a scoped function may carry besides its call. */
export const ExecutionOptions = { none: 0 } as const;

export const anyValue: Leaf = { paramType: ParamType.static, operator: Operator.pass, compValue: "0x" };

/** The Safe itself. */
export const equalToSafe: Leaf = { paramType: ParamType.static, operator: Operator.equalToAvatar, compValue: "0x" };

export const equalToAddress = (address: Address): Leaf => equalToWord(pad(address, { size: 32 }));

export const equalToNumber = (value: number): Leaf => equalToWord(numberToHex(value, { size: 32 }));

export const lessThan = (value: bigint): Leaf => ({
  paramType: ParamType.static,
  operator: Operator.lessThan,
  compValue: numberToHex(value, { size: 32 }),
});

/** At most what is left of an allowance; executing uses it up. */
export const withinAllowance = (allowanceKey: Hex): Leaf => ({
  paramType: ParamType.static,
  operator: Operator.withinAllowance,
  compValue: allowanceKey,
});

/** As a contract decides, which sees the whole call. `extra` is 12 bytes that it is given. */
export const decidedBy = (contract: Address, extra: Hex): Leaf => ({
  paramType: ParamType.static,
  operator: Operator.custom,
  compValue: concatHex([contract, extra]),
});

/** A function whose parameters are all of fixed size. */
export function matchesParameters(leaves: readonly Leaf[]): readonly Condition[] {
  return [root, ...leaves.map((leaf) => ({ parent: 0, ...leaf }))];
}

/** A function with one parameter, a tuple of fixed-size fields. */
export function matchesTuple(fields: readonly Leaf[]): readonly Condition[] {
  const tuple: Condition = { parent: 0, paramType: ParamType.tuple, operator: Operator.matches, compValue: "0x" };
  return [root, tuple, ...fields.map((field) => ({ parent: 1, ...field }))];
}

const root: Condition = { parent: 0, paramType: ParamType.calldata, operator: Operator.matches, compValue: "0x" };

function equalToWord(word: Hex): Leaf {
  return { paramType: ParamType.static, operator: Operator.equalTo, compValue: word };
}
