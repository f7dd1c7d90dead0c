import { type Address, concatHex, type Hex, numberToHex, pad } from "viem";

/** Parameter conditions of the Roles modifier, as a tree. `flattenConditions` gives what `scopeFunction` takes. */
export type ConditionNode = {
  readonly paramType: number;
  readonly operator: number;
  readonly compValue: Hex;
  readonly children: readonly ConditionNode[];
};

/** An entry of the modifier's own list, breadth first. `parent` is an index into the same list; the root's is 0. */
export type Condition = {
  readonly parent: number;
  readonly paramType: number;
  readonly operator: number;
  readonly compValue: Hex;
};

const ParamType = { none: 0, static: 1, tuple: 3, array: 4, calldata: 5 } as const;
const Operator = {
  pass: 0,
  and: 1,
  or: 2,
  matches: 5,
  equalToAvatar: 15,
  equalTo: 16,
  lessThan: 18,
  custom: 22,
  withinAllowance: 28,
} as const;

/** What a scoped function may carry besides its call. */
export const ExecutionOptions = { none: 0 } as const;

const node = (
  paramType: number,
  operator: number,
  compValue: Hex = "0x",
  children: readonly ConditionNode[] = [],
): ConditionNode => ({ paramType, operator, compValue, children });

export const anyValue: ConditionNode = node(ParamType.static, Operator.pass);

/** The Safe itself. */
export const equalToSafe: ConditionNode = node(ParamType.static, Operator.equalToAvatar);

export const equalToAddress = (address: Address): ConditionNode => equalToWord(pad(address, { size: 32 }));

export const equalToNumber = (value: number | bigint): ConditionNode => equalToWord(numberToHex(value, { size: 32 }));

/** A list of fixed-size values, exactly these in this order. It is compared as one ABI-encoded parameter. */
export const equalToList = (words: readonly Hex[]): ConditionNode => {
  const encoded = [numberToHex(32, { size: 32 }), numberToHex(words.length, { size: 32 }), ...words];
  return node(ParamType.array, Operator.equalTo, concatHex(encoded), [anyValue]);
};

export const lessThan = (value: bigint): ConditionNode =>
  node(ParamType.static, Operator.lessThan, numberToHex(value, { size: 32 }));

/** At most what is left of an allowance; executing uses it up. */
export const withinAllowance = (allowanceKey: Hex): ConditionNode =>
  node(ParamType.static, Operator.withinAllowance, allowanceKey);

/** As a contract decides, which sees the whole call. `extra` is 12 bytes that it is given. */
export const decidedBy = (contract: Address, extra: Hex): ConditionNode =>
  node(ParamType.static, Operator.custom, concatHex([contract, extra]));

/** One value that meets all conditions. */
export const allOf = (conditions: readonly ConditionNode[]): ConditionNode =>
  node(ParamType.none, Operator.and, "0x", conditions);

/** One value, or one whole call, that meets at least one of the conditions. They are tried in order. */
export const anyOf = (conditions: readonly ConditionNode[]): ConditionNode =>
  node(ParamType.none, Operator.or, "0x", conditions);

/** A call, by its parameters in order. */
export const matchesParameters = (parameters: readonly ConditionNode[]): ConditionNode =>
  node(ParamType.calldata, Operator.matches, "0x", parameters);

/** A call with one parameter, a tuple of fixed-size fields. */
export const matchesTuple = (fields: readonly ConditionNode[]): ConditionNode =>
  matchesParameters([node(ParamType.tuple, Operator.matches, "0x", fields)]);

/** The tree as the modifier stores it. It has room for 256 entries. */
export function flattenConditions(root: ConditionNode): readonly Condition[] {
  const flat: Condition[] = [];
  const queue: { readonly parent: number; readonly node: ConditionNode }[] = [{ parent: 0, node: root }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { paramType, operator, compValue, children } = next.node;
    const index = flat.push({ parent: next.parent, paramType, operator, compValue }) - 1;
    for (const child of children) queue.push({ parent: index, node: child });
  }
  if (flat.length > 256) throw new RangeError("a function has more conditions than the role can hold");
  return flat;
}

function equalToWord(word: Hex): ConditionNode {
  return node(ParamType.static, Operator.equalTo, word);
}
