import type { Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { SessionTerms } from "../contracts/session-terms.ts";
import { Trigger } from "../contracts/trigger.ts";
import { encodeExecTransaction, safeTxTypedData } from "../execute/core/safe-tx.ts";
import { readSafeTxJson, type SafeTxJson } from "../execute/core/safe-tx-json.ts";
import { createLocalRpc, createLocalWallet } from "./chain/local-wallet.ts";
import type { LocalChain } from "./chain/start-chain.ts";
import { createOwnerClient } from "./owner-client.ts";

export type DemoVault = {
  /** Lower case. */
  readonly address: Address;
  /** Reads this vault and can do nothing else. */
  readonly viewToken: string;
};

const dayMs = 86_400_000;
const oneEther = 10n ** 18n;
const weth = (amount: bigint) => ({ kind: "set", balance: (amount * oneEther).toString() }) as const;

/** "If ETH falls 5 % in an hour, move half to USDC." */
export const demoTrigger: Trigger = Trigger.parse({
  id: "eth-falls",
  name: "If ETH falls 5 % in an hour, move half to USDC",
  when: "change(price('ETH-USD'), '1h') < -0.05",
  cooldown: "2h",
  mode: "once",
  action: {
    type: "cast",
    spell: "ironvine",
    params: { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 },
    deadline: "30m",
  },
});

/**
 * Does what a new owner does, through the public API and the chain: opens the vault, prepares a session, signs and sends
 * the Safe transaction that arms it, confirms, sets the trigger, and grants a view for the page. The keys are the
 * local chain's own, on loopback.
 */
export async function openDemoVault(baseUrl: string, chain: LocalChain, nowMs: () => number): Promise<DemoVault> {
  const { demoVault, chainId } = chain.deployment;
  const client = createOwnerClient({ baseUrl, chainId, vault: demoVault.safe, owner: chain.accounts.owner });
  await client.act("open", { roles: demoVault.roles });
  const expiresAtMs = nowMs() + 7 * dayMs;
  await armVault(client, chain, {
    permissions: [{ kind: "swap", sell: "WETH", buy: "USDC", allowance: weth(6n), lossBpsMax: 800 }],
    emergency: { sells: [{ token: "WETH", allowance: weth(10n) }], lossBpsMax: 800, expiresAtMs },
    expiresAtMs,
  });
  await client.act("put-trigger", { trigger: demoTrigger });
  const grant = await client.act("grant-view", {
    expiresAtMs: Date.now() + 7 * dayMs,
    label: "Address that npm start prints",
  });
  return { address: demoVault.safe.toLowerCase() as Address, viewToken: String(grant.token) };
}

/** Prepares, signs and sends the Safe transaction, gives the lanes gas money, and confirms. */
export async function armVault(
  client: ReturnType<typeof createOwnerClient>,
  chain: LocalChain,
  terms: SessionTerms,
): Promise<Readonly<Record<string, unknown>>> {
  const session = await client.act("prepare-session", terms);
  const rpc = createLocalRpc(chain.rpcUrl);
  for (const lane of [session.relayer, session.emergencyRelayer]) {
    if (typeof lane === "string") await rpc("anvil_setBalance", [lane, `0x${oneEther.toString(16)}`]);
  }
  await armOnChain(chain, session.safeTx as SafeTxJson);
  await client.act("confirm-session", { sessionId: String(session.sessionId) });
  return session;
}

async function armOnChain(chain: LocalChain, json: SafeTxJson): Promise<void> {
  const { demoVault, chainId } = chain.deployment;
  const tx = readSafeTxJson(json);
  const owner = privateKeyToAccount(chain.accounts.owner.privateKey);
  const signature = await owner.signTypedData(safeTxTypedData({ chainId, safe: demoVault.safe, tx }));
  const wallet = createLocalWallet({ rpcUrl: chain.rpcUrl, chainId, account: chain.accounts.relayer });
  await wallet.send({ to: demoVault.safe, data: encodeExecTransaction(tx, signature), gas: 8_000_000n });
}
