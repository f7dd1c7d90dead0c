import {
  type Address,
  decodeFunctionData,
  formatUnits,
  getAddress,
  type Hex,
  hexToBigInt,
  parseAbi,
  size,
  slice,
} from "viem";
import type { TokenAmount } from "../../../../../contracts/cast.ts";
import type { SafeTxJson } from "../../../../../contracts/safe-tx.ts";
import {
  erc20Abi,
  lendingPoolAbi,
  multiSendAbi,
  orderBookAbi,
  rolesAbi,
  safeAbi,
  swapRouterAbi,
} from "../../../../../execute/core/abis.ts";
import type { Call } from "../../../../../execute/core/safe-tx.ts";

type Token = Pick<TokenAmount, "token" | "symbol" | "decimals">;

/** A Safe's own settings, which it changes by calling itself. */
const ownAbi = parseAbi([
  "function addOwnerWithThreshold(address owner, uint256 threshold)",
  "function removeOwner(address prevOwner, address owner, uint256 threshold)",
  "function swapOwner(address prevOwner, address oldOwner, address newOwner)",
  "function changeThreshold(uint256 threshold)",
  "function setGuard(address guard)",
  "function setFallbackHandler(address handler)",
]);
const abi = [
  ...ownAbi,
  ...safeAbi,
  ...erc20Abi,
  ...rolesAbi,
  ...swapRouterAbi,
  ...lendingPoolAbi,
  ...orderBookAbi,
] as const;

/** The calls that a transaction makes. Undefined where its bytes are no batch. `operation` 1 is a batch by MultiSendCallOnly. */
export function listCalls({ to, value, data, operation }: SafeTxJson): readonly Call[] | undefined {
  if (operation === 0) return [{ to, value: BigInt(value), data }];
  try {
    const { functionName, args } = decodeFunctionData({ abi: multiSendAbi, data });
    return functionName === "multiSend" ? unpack(args[0]) : undefined;
  } catch {
    return undefined;
  }
}

/** `operation (1) ‖ to (20) ‖ value (32) ‖ length (32) ‖ data`, one after the other. */
function unpack(packed: Hex): readonly Call[] | undefined {
  const calls: Call[] = [];
  for (let at = 0; at < size(packed); ) {
    const length = Number(hexToBigInt(slice(packed, at + 53, at + 85, { strict: true })));
    if (slice(packed, at, at + 1) !== "0x00" || at + 85 + length > size(packed)) return undefined;
    calls.push({
      to: getAddress(slice(packed, at + 1, at + 21)),
      value: hexToBigInt(slice(packed, at + 21, at + 53)),
      data: length === 0 ? "0x" : slice(packed, at + 85, at + 85 + length),
    });
    at += 85 + length;
  }
  return calls.length === 0 ? undefined : calls;
}

/** One call in a sentence, from its bytes alone. What has no sentence is told with every argument, so that none is hidden. */
export function describeSafeCall({ to, value, data }: Call, safe: string, tokens: readonly Token[]): string {
  const isOwn = to.toLowerCase() === safe;
  const ether = value === 0n ? "" : ` It sends ${formatUnits(value, 18)} ETH with it.`;
  if (data === "0x") {
    if (value > 0n) return `Send ${formatUnits(value, 18)} ETH to ${to}.`;
    return isOwn ? "Nothing is done: it only uses up its number." : `Call ${to} with nothing.`;
  }
  const decoded = decode(data);
  if (decoded === undefined) {
    return `Call ${to} in a way that this page cannot read: ${data.slice(0, 10)}, ${size(data)} bytes.${ether}`;
  }
  return `${isOwn ? describeOwn(decoded) : describeOther(decoded, to, tokens)}${ether}`;
}

type Decoded = { readonly functionName: string; readonly args: readonly unknown[] };

function decode(data: Hex): Decoded | undefined {
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data });
    return { functionName, args };
  } catch {
    return undefined;
  }
}

function describeOwn(decoded: Decoded): string {
  const [first, second, third] = decoded.args.map(say);
  switch (decoded.functionName) {
    case "addOwnerWithThreshold":
      return `Make ${first} an owner of this Safe; from then on it asks for ${second} of its owners.`;
    case "removeOwner":
      return `${second} is no owner of this Safe any more; from then on it asks for ${third} of its owners.`;
    case "swapOwner":
      return `${third} takes the place of the owner ${second}.`;
    case "changeThreshold":
      return `From then on this Safe asks for ${first} of its owners.`;
    case "enableModule":
      return `Let the module ${first} act for this Safe without its owners, within that module's own rules.`;
    case "disableModule":
      return `The module ${second} can act for this Safe no more.`;
    case "setGuard":
      return `From then on the contract ${first} judges each transaction of this Safe.`;
    case "setFallbackHandler":
      return `From then on the contract ${first} answers for this Safe.`;
    default:
      return `Change this Safe itself: ${whole(decoded)}.`;
  }
}

function describeOther(decoded: Decoded, to: Address, tokens: readonly Token[]): string {
  const [first, second] = decoded.args;
  const token = tokens.find((one) => one.token.toLowerCase() === to.toLowerCase());
  const amount = (units: unknown): string =>
    token === undefined
      ? `${String(units)} of the smallest units of the token ${to}`
      : `${formatUnits(units as bigint, token.decimals)} ${token.symbol}`;
  switch (decoded.functionName) {
    case "transfer":
      return `Send ${amount(second)} to ${say(first)}.`;
    case "approve":
      return second === 0n
        ? `${say(first)} can draw no ${token?.symbol ?? `token ${to}`} from this Safe any more.`
        : `Let ${say(first)} draw up to ${amount(second)} from this Safe.`;
    default:
      return `At ${to}: ${whole(decoded)}.`;
  }
}

const whole = ({ functionName, args }: Decoded): string => `${functionName}(${args.map(say).join(", ")})`;

const say = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner))
    : String(value);
