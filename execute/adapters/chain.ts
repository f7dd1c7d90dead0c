import { type Address, getAddress, type Hex, numberToHex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { erc20Abi, rolesAbi, safeAbi } from "../core/abis.ts";
import type { StoredAllowance } from "../core/accrued-allowance.ts";
import { agreedReads } from "./agreed-reads.ts";
import { Block, FeeHistory, HexText, Quantity } from "./chain-schemas.ts";
import { badAnswer, type JsonRpc, parseResult, type RpcFailure } from "./json-rpc.ts";
import { ownerReads } from "./owner-reads.ts";
import { readCodeHashes } from "./read-code-hashes.ts";
import { type AtBlock, asReadError, type BlockTag, blockParam, type ReadError, readContract } from "./read-contract.ts";
import { lendingReads } from "./read-lending.ts";
import { orderReads } from "./read-orders.ts";
import { readPool } from "./read-pool.ts";
import { createEndpoints, type EndpointsOptions } from "./rpc-endpoints.ts";
import { simulateModuleTx } from "./simulate-module-tx.ts";

export type ChainOptions = {
  /** In the order of preference. */
  readonly rpcUrls: readonly string[];
  readonly chainId: number;
  /** For each request; 5 seconds unless told. */
  readonly timeoutMs?: number;
  readonly nowMs?: () => number;
  readonly fetch?: typeof fetch;
  readonly policy?: NonNullable<EndpointsOptions["policy"]>;
};

export type Chain = ReturnType<typeof createChain>;

/**
 * One chain, seen from the vault through one or several endpoints. Every request has a timeout and none is sent twice to
 * the same endpoint. A failed read is a typed error value, never a default: whoever gets one skips, and does not
 * take it for "nothing there". The reads of `agreedReads` ask all endpoints, the others the healthiest.
 */
export function createChain(options: ChainOptions) {
  const { timeoutMs = 5_000, nowMs = () => Date.now() } = options;
  const endpoints = createEndpoints({ ...options, timeoutMs, nowMs });
  const rpc = endpoints.read;
  return {
    chainId: options.chainId,
    /** To all endpoints at once. */
    sendRaw: endpoints.broadcast,
    /** State of each endpoint, for a health page. */
    describeEndpoints: endpoints.describe,
    simulateModuleTx: (
      input: { readonly roles: Address; readonly sessionKey: Address; readonly data: Hex },
      at?: AtBlock,
    ) => simulateModuleTx(rpc, input, at),
    poolState: (pool: Address, secondsAgo: number, at: AtBlock = "latest") => readPool(rpc, pool, secondsAgo, at),
    ...agreedReads(endpoints),
    ...ownerReads(endpoints),
    ...transactionReads(rpc),
    ...accountReads(rpc),
    ...vaultReads(rpc),
    ...lendingReads(rpc),
    ...orderReads(rpc),
    codeHashes: (vault: Parameters<typeof readCodeHashes>[1], at?: AtBlock) => readCodeHashes(rpc, vault, at),
    /** Whether the node serves the chain that this client is for. */
    servesChain: async (): Promise<Result<boolean, RpcFailure>> => {
      const found = parseResult("eth_chainId", await rpc("eth_chainId", []), Quantity);
      if (!found.ok && found.error.code === "rpc.wrong-chain") return ok(false);
      return found.ok ? ok(found.value === BigInt(options.chainId)) : found;
    },
  };
}

function transactionReads(rpc: JsonRpc) {
  const readBlock = async (at: AtBlock) =>
    parseResult("block", await rpc("eth_getBlockByNumber", [blockParam(at), false]), Block.nullable());
  return {
    block: async (tag: Exclude<BlockTag, "pending">): Promise<Result<Block, RpcFailure>> => {
      const found = await readBlock(tag);
      if (!found.ok) return found;
      return found.value === null ? badAnswer(`no ${tag} block`) : ok(found.value);
    },
    /** Null above the head. */
    blockByNumber: (number: bigint) => readBlock(number),
    /** Last `blocks` blocks up to the head, and as the last entry of `baseFeePerGas` the next block's base fee. */
    feeHistory: async (blocks: number, rewardPercentiles: readonly number[] = []) =>
      parseResult(
        "feeHistory",
        await rpc("eth_feeHistory", [numberToHex(blocks), "latest", rewardPercentiles]),
        FeeHistory,
      ),
    /** Base fee of the next block, in wei per gas. */
    nextBaseFee: async (): Promise<Result<bigint, RpcFailure>> => {
      const history = parseResult("feeHistory", await rpc("eth_feeHistory", ["0x1", "latest", []]), FeeHistory);
      if (!history.ok) return history;
      const next = history.value.baseFeePerGas.at(-1);
      return next === undefined ? badAnswer("feeHistory: no base fee") : ok(next);
    },
    /** Gas that a call needs now; a revert is `chain.reverted`. Add a margin before sending. */
    estimateGas: async (call: {
      readonly from: Address;
      readonly to: Address;
      readonly data: Hex;
    }): Promise<Result<bigint, ReadError>> => {
      const gas = parseResult("estimateGas", await rpc("eth_estimateGas", [call]), Quantity);
      return gas.ok ? gas : err(asReadError(gas.error));
    },
  };
}

function accountReads(rpc: JsonRpc) {
  const readErc20 = (token: Address, owner: Address, at: AtBlock) =>
    readContract(rpc, { address: token, abi: erc20Abi, functionName: "balanceOf", args: [owner] }, at);
  return {
    /** In wei. */
    etherBalance: async (account: Address, at: AtBlock = "latest") =>
      parseResult("balance", await rpc("eth_getBalance", [account, blockParam(at)]), Quantity),
    /** Balances of one owner in the order of `tokens`. One failed read fails all. */
    erc20Balances: async (
      tokens: readonly Address[],
      owner: Address,
      at: AtBlock = "latest",
    ): Promise<Result<readonly bigint[], ReadError>> => {
      const reads = await Promise.all(tokens.map((token) => readErc20(token, owner, at)));
      const values: bigint[] = [];
      for (const read of reads) {
        if (!read.ok) return read;
        values.push(read.value);
      }
      return ok(values);
    },
    erc20Allowance: (token: Address, owner: Address, spender: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: token, abi: erc20Abi, functionName: "allowance", args: [owner, spender] }, at),
    /** Whether an address has code, that is, is a contract. */
    hasCode: async (address: Address): Promise<Result<boolean, RpcFailure>> => {
      const code = parseResult("code", await rpc("eth_getCode", [address, "latest"]), HexText);
      return code.ok ? ok(code.value !== "0x") : code;
    },
  };
}

function vaultReads(rpc: JsonRpc) {
  return {
    /** Whether these signed bytes were executed (`hash` of the typed data of the module transaction). */
    isConsumed: (roles: Address, signer: Address, hash: Hex, at: AtBlock = "latest") =>
      readContract(rpc, { address: roles, abi: rolesAbi, functionName: "consumed", args: [signer, hash] }, at),
    safeOwners: (safe: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: safe, abi: safeAbi, functionName: "getOwners", args: [] }, at),
    safeThreshold: (safe: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: safe, abi: safeAbi, functionName: "getThreshold", args: [] }, at),
    safeNonce: (safe: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: safe, abi: safeAbi, functionName: "nonce", args: [] }, at),
    /** Whether `module` is enabled on a Safe, or on a Roles modifier: both answer the same question. */
    isModuleEnabled: (account: Address, module: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: account, abi: safeAbi, functionName: "isModuleEnabled", args: [module] }, at),
    /** The account that a Roles modifier acts for. */
    rolesAvatar: (roles: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: roles, abi: rolesAbi, functionName: "avatar", args: [] }, at),
    /** The account that a Roles modifier sends its calls through; the avatar itself unless somebody changed it. */
    rolesTarget: (roles: Address, at: AtBlock = "latest") =>
      readContract(rpc, { address: roles, abi: rolesAbi, functionName: "target", args: [] }, at),
    /** All modules of a Roles modifier in its own order, which `buildDisarmPlan` needs. */
    rolesModules: async (roles: Address, at: AtBlock = "latest"): Promise<Result<readonly Address[], ReadError>> => {
      const modules: Address[] = [];
      let start: Address = listSentinel;
      for (let page = 0; page < 20; page += 1) {
        const read = await readContract(
          rpc,
          { address: roles, abi: rolesAbi, functionName: "getModulesPaginated", args: [start, 50n] },
          at,
        );
        if (!read.ok) return read;
        const [found, next] = read.value;
        modules.push(...found.map((module) => getAddress(module)));
        if (next === listSentinel || found.length === 0) return ok(modules);
        start = next;
      }
      return badAnswer("getModulesPaginated: the list does not end");
    },
    /** An allowance as stored; `accruedAllowance` gives what can be spent now. */
    allowance: async (
      roles: Address,
      key: Hex,
      at: AtBlock = "latest",
    ): Promise<Result<StoredAllowance, ReadError>> => {
      const read = await readContract(
        rpc,
        { address: roles, abi: rolesAbi, functionName: "allowances", args: [key] },
        at,
      );
      if (!read.ok) return read;
      const [refill, maxRefill, period, balance, timestamp] = read.value;
      return ok({ refill, maxRefill, period, balance, timestamp });
    },
  };
}

const listSentinel: Address = "0x0000000000000000000000000000000000000001";
