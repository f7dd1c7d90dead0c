import { type Address, decodeEventLog, type Hex, keccak256, numberToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { Quantity, Receipt } from "../../execute/adapters/chain-schemas.ts";
import { createJsonRpc } from "../../execute/adapters/json-rpc.ts";
import { moduleProxyFactoryAbi, safeProxyFactoryAbi } from "../../execute/core/abis.ts";
import type { Account } from "./deployment.ts";

export type OutgoingTx = { readonly to: Address; readonly data: Hex; readonly value?: bigint; readonly gas?: bigint };
/** What to do with a transaction that was mined and reverted. */
export type OnRevert = "throw" | "allow-revert";
export type LocalReceipt = z.infer<typeof Receipt>;

/**
 * An account of the local chain, for what runs beside the system: building the state, moving the pool, tests.
 * Unlike the vault's chain client it throws, because on this chain nothing is expected to fail.
 */
export type LocalWallet = ReturnType<typeof createLocalWallet>;

export function createLocalWallet(options: {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly account: Account;
  /** Called while a receipt is awaited: mines a block, or waits for one. */
  readonly nextBlock?: () => Promise<void>;
}) {
  const { rpcUrl, chainId } = options;
  const signer = privateKeyToAccount(options.account.privateKey);
  const rpc = createLocalRpc(rpcUrl);

  const sign = async (tx: OutgoingTx, nonce: number): Promise<Hex> =>
    signer.signTransaction({
      chainId,
      type: "eip1559",
      nonce,
      to: tx.to,
      data: tx.data,
      value: tx.value ?? 0n,
      gas: tx.gas ?? 1_000_000n,
      // The local base fee starts at 1 gwei and falls while blocks are nearly empty.
      maxFeePerGas: 50_000_000_000n,
      maxPriorityFeePerGas: 1n,
    });

  const waitForReceipt = async (hash: Hex, onRevert: OnRevert): Promise<LocalReceipt> => {
    for (let round = 0; round < 400; round += 1) {
      const receipt = Receipt.nullable().parse(await rpc("eth_getTransactionReceipt", [hash]));
      if (receipt?.status === "reverted" && onRevert === "throw") {
        throw new Error(`transaction ${hash} reverted on the local chain`);
      }
      if (receipt !== null) return receipt;
      await (options.nextBlock?.() ?? new Promise((resolve) => setTimeout(resolve, 25)));
    }
    throw new Error(`transaction ${hash} was not mined on the local chain`);
  };

  /** Sends transactions with consecutive nonces, then waits for all of them. */
  const sendAll = async (
    txs: readonly OutgoingTx[],
    onRevert: OnRevert = "throw",
  ): Promise<readonly LocalReceipt[]> => {
    const first = Number(Quantity.parse(await rpc("eth_getTransactionCount", [signer.address, "pending"])));
    const hashes: Hex[] = [];
    for (const [index, tx] of txs.entries()) {
      const signed = await sign(tx, first + index);
      await rpc("eth_sendRawTransaction", [signed]);
      hashes.push(keccak256(signed));
    }
    const receipts: LocalReceipt[] = [];
    for (const hash of hashes) receipts.push(await waitForReceipt(hash, onRevert));
    return receipts;
  };

  const send = async (tx: OutgoingTx, onRevert: OnRevert = "throw"): Promise<LocalReceipt> => {
    const [receipt] = await sendAll([tx], onRevert);
    if (receipt === undefined) throw new Error("one receipt expected");
    return receipt;
  };

  return {
    address: signer.address,
    rpc,
    send,
    sendAll,
    sendRaw: async (signed: Hex) => {
      await rpc("eth_sendRawTransaction", [signed]);
      await waitForReceipt(keccak256(signed), "throw");
    },
    /** For the two proxy factories: the address of the proxy that the transaction made. */
    sendForAddress: async (tx: OutgoingTx): Promise<Address> => {
      const receipt = await send(tx);
      for (const log of receipt.logs) {
        const proxy = readProxyAddress(log.data, log.topics);
        if (proxy !== undefined) return proxy;
      }
      throw new Error("the transaction made no proxy");
    },
    call: async (to: Address, data: Hex): Promise<Hex> =>
      HexText.parse(await rpc("eth_call", [{ to, data }, "latest"])),
    requireCode: async (address: Address): Promise<Hex> => {
      const code = HexText.parse(await rpc("eth_getCode", [address, "latest"]));
      if (code === "0x") throw new Error(`nothing was deployed at ${address}`);
      return code;
    },
    setEther: async (address: Address, wei: bigint) => {
      await rpc("anvil_setBalance", [address, numberToHex(wei)]);
    },
    setCode: async (address: Address, code: Hex) => {
      await rpc("anvil_setCode", [address, code]);
    },
  };
}

/** JSON-RPC to the local chain that throws on any failure. */
export function createLocalRpc(rpcUrl: string, timeoutMs = 20_000) {
  const rpc = createJsonRpc({ rpcUrl, timeoutMs });
  return async (method: string, params: readonly unknown[]): Promise<unknown> => {
    const answer = await rpc(method, params);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
    return answer.value;
  };
}

function readProxyAddress(data: Hex, topics: readonly Hex[]): Address | undefined {
  const [signature, ...indexed] = topics;
  if (signature === undefined) return undefined;
  try {
    const abi = [...safeProxyFactoryAbi, ...moduleProxyFactoryAbi] as const;
    return decodeEventLog({ abi, data, topics: [signature, ...indexed] }).args.proxy;
  } catch {
    return undefined;
  }
}

const HexText = z.custom<Hex>((value) => typeof value === "string" && value.startsWith("0x"), "expected hex");
