import { type Address, getAddress, type Hex, keccak256, slice, zeroAddress } from "viem";
import { ok, type Result } from "../../contracts/result.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { CodeName, FoundCode } from "../core/code-hashes.ts";
import { HashText, HexText } from "./chain-schemas.ts";
import { badAnswer, type JsonRpc, parseResult, type RpcFailure } from "./json-rpc.ts";
import { type AtBlock, blockParam } from "./read-contract.ts";

/**
 * Reads the code of every contract that a vault's session relies on, for `compareCodeHashes`. Behind a proxy both are
 * read, the proxy and what it runs. One failed read fails all.
 */
export async function readCodeHashes(
  rpc: JsonRpc,
  vault: { readonly settings: ChainSettings; readonly safe: Address; readonly roles: Address },
  at: AtBlock = "latest",
): Promise<Result<FoundCode, RpcFailure>> {
  const { settings, safe, roles } = vault;
  const { orders, lending } = settings;
  const behind = await Promise.all([
    readProxyTarget(rpc, safe, safeSingletonSlot, at),
    readMastercopy(rpc, roles, at),
    lending === undefined ? ok(zeroAddress) : readProxyTarget(rpc, lending.pool, implementationSlot, at),
  ]);
  const [safeSingleton, rolesMastercopy, lendingPoolLogic] = behind;
  if (!safeSingleton.ok) return safeSingleton;
  if (!rolesMastercopy.ok) return rolesMastercopy;
  if (!lendingPoolLogic.ok) return lendingPoolLogic;
  const places: Partial<Record<CodeName, Address>> = {
    castGuard: settings.castGuard,
    multiSendCallOnly: settings.multiSendCallOnly,
    multiSendUnwrapper: settings.multiSendUnwrapper,
    leastOutput: settings.leastOutput,
    expiryCondition: settings.expiryCondition,
    swapRouter: settings.swapRouter,
    pool: settings.pool,
    ...(orders === undefined ? {} : { orderBook: orders.book, leastOrderOutput: orders.leastOutput }),
    ...(lending === undefined ? {} : { lendingPool: lending.pool, lendingPoolLogic: lendingPoolLogic.value }),
    safeProxy: safe,
    safeSingleton: safeSingleton.value,
    rolesProxy: roles,
    rolesMastercopy: rolesMastercopy.value,
  };
  const reads = await Promise.all(
    Object.entries(places).map(async ([name, address]) => ({ name, code: await readCode(rpc, address, at) })),
  );
  const found: Record<string, Hex | null> = {};
  for (const { name, code } of reads) {
    if (!code.ok) return code;
    found[name] = code.value === "0x" ? null : keccak256(code.value);
  }
  return ok(found);
}

const readCode = async (rpc: JsonRpc, address: Address, at: AtBlock) =>
  parseResult("code", await rpc("eth_getCode", [address, blockParam(at)]), HexText);

/** The address that a proxy keeps in one of its slots. */
async function readProxyTarget(
  rpc: JsonRpc,
  proxy: Address,
  slot: Hex,
  at: AtBlock,
): Promise<Result<Address, RpcFailure>> {
  const word = parseResult("storage", await rpc("eth_getStorageAt", [proxy, slot, blockParam(at)]), HashText);
  return word.ok ? ok(getAddress(slice(word.value, 12))) : word;
}

/** A Roles modifier of the factory is an EIP-1167 proxy: the address is in its code. */
async function readMastercopy(rpc: JsonRpc, roles: Address, at: AtBlock): Promise<Result<Address, RpcFailure>> {
  const code = await readCode(rpc, roles, at);
  if (!code.ok) return code;
  const target = /^0x363d3d373d3d3d363d73([0-9a-f]{40})5af43d82803e903d91602b57fd5bf3$/i.exec(code.value)?.[1];
  return target === undefined ? badAnswer(`${roles} is no minimal proxy`) : ok(getAddress(`0x${target}`));
}

const safeSingletonSlot: Hex = `0x${"0".repeat(64)}`;
/** Of EIP-1967: `keccak256("eip1967.proxy.implementation") − 1`. */
const implementationSlot: Hex = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";
