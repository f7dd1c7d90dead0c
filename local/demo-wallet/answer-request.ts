import type { Address, Hex } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { createJsonRpc } from "../../execute/adapters/json-rpc.ts";

export type WalletCall = { readonly method: string; readonly params?: readonly unknown[] };

/** What a wallet says in the place of an answer (EIP-1193): 4001 is its user's no. */
export type WalletError = { readonly code: number; readonly message: string };
export type WalletAnswer = { readonly value: unknown } | { readonly error: WalletError };

export type LocalWalletOptions = {
  readonly account: PrivateKeyAccount;
  readonly rpcUrl: string;
  /** Of the network that the wallet is switched to. */
  readonly chainId: () => number;
  /** Whether the wallet can change to that network. */
  readonly switchChain: (chainId: number) => boolean;
  /** Asks the wallet's user: what it is about, and its whole text. */
  readonly confirm: (what: string, text: string) => Promise<boolean>;
};

/** What only reads the chain, and needs nobody's yes. */
const reads: ReadonlySet<string> = new Set([
  "eth_call",
  "eth_getCode",
  "eth_getTransactionReceipt",
  "eth_blockNumber",
  "eth_getBalance",
]);

/** A wallet with one key of the local chain, as a page sees it. Only under `local/`: the key is one that everybody knows. */
export async function answerWalletRequest(
  { method, params = [] }: WalletCall,
  { account, rpcUrl, chainId, switchChain, confirm }: LocalWalletOptions,
): Promise<WalletAnswer> {
  const rpc = createJsonRpc({ rpcUrl, timeoutMs: 20_000 });
  const forward = async (asked: string, args: readonly unknown[]): Promise<WalletAnswer> => {
    const answer = await rpc(asked, args);
    return answer.ok ? { value: answer.value } : failure(-32_603, answer.error.message);
  };
  if (reads.has(method)) return forward(method, params);
  switch (method) {
    case "eth_requestAccounts":
    case "eth_accounts":
      return { value: [account.address] };
    case "eth_chainId":
      return { value: `0x${chainId().toString(16)}` };
    case "wallet_switchEthereumChain": {
      const wanted = Number((params[0] as { readonly chainId?: string } | undefined)?.chainId);
      return switchChain(wanted) ? { value: null } : failure(4902, "Unrecognized chain");
    }
    case "personal_sign": {
      const raw = params[0] as Hex;
      if (!(await confirm("Sign a message", textOf(raw)))) return refused;
      return { value: await account.signMessage({ message: { raw } }) };
    }
    case "eth_signTypedData_v4": {
      const typedData = JSON.parse(String(params[1])) as Parameters<PrivateKeyAccount["signTypedData"]>[0];
      if (!(await confirm(`Sign ${typedData.primaryType}`, JSON.stringify(typedData, null, 2)))) return refused;
      return { value: await account.signTypedData(typedData) };
    }
    case "eth_sendTransaction": {
      const tx = params[0] as { readonly to: Address; readonly data: Hex; readonly value?: Hex };
      if (!(await confirm("Send a transaction", JSON.stringify(tx, null, 2)))) return refused;
      return sendTransaction(tx, account, chainId(), forward);
    }
    default:
      return failure(4200, `${method} is not something this wallet does`);
  }
}

async function sendTransaction(
  { to, data, value = "0x0" }: { readonly to: Address; readonly data: Hex; readonly value?: Hex },
  account: PrivateKeyAccount,
  chainId: number,
  forward: (method: string, params: readonly unknown[]) => Promise<WalletAnswer>,
): Promise<WalletAnswer> {
  const gas = await forward("eth_estimateGas", [{ from: account.address, to, data, value }, "latest"]);
  if (!("value" in gas)) return gas;
  const nonce = await forward("eth_getTransactionCount", [account.address, "pending"]);
  if (!("value" in nonce)) return nonce;
  const signed = await account.signTransaction({
    ...{ chainId, type: "eip1559" as const, to, data, value: BigInt(value), nonce: Number(nonce.value) },
    // An estimate is of the state now; a batch may need a little more in the next block.
    gas: (BigInt(String(gas.value)) * 13n) / 10n,
    ...{ maxFeePerGas: 50_000_000_000n, maxPriorityFeePerGas: 1n },
  });
  return forward("eth_sendRawTransaction", [signed]);
}

const failure = (code: number, message: string): WalletAnswer => ({ error: { code, message } });
const refused = failure(4001, "User rejected the request.");

function textOf(raw: Hex): string {
  const bytes = Uint8Array.from(raw.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}
