import { type Address, encodeFunctionData, type Hex, parseEther } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { PermissionTerms } from "../../contracts/session-terms.ts";
import { Trigger } from "../../contracts/trigger.ts";
import { VaultView } from "../../contracts/vault-view.ts";
import { erc20Abi } from "../../execute/core/abis.ts";
import { deriveLaneKey } from "../../execute/core/lane-key.ts";
import { encodeExecTransaction, safeTxTypedData } from "../../execute/core/safe-tx.ts";
import { readSafeTxJson, type SafeTxJson } from "../../execute/core/safe-tx-json.ts";
import { createVault } from "../../local/chain/create-vault.ts";
import { encodeDeposit } from "../../local/chain/deploy-world.ts";
import { createOwnerClient } from "../../local/owner-client.ts";
import type { FaultsChain } from "./start-faults-chain.ts";
import type { Harness } from "./start-harness.ts";

/** A Safe with a Roles modifier of its own, opened and armed as an owner would, with triggers. */
export type TestedVault = {
  /** Lower case. */
  readonly address: Address;
  readonly owner: ReturnType<typeof createOwnerClient>;
  /** Of the relayer lanes. */
  readonly laneKey: Hex;
  readonly lane: Address;
  readonly emergencyLane: Address;
  /** Signs a transaction of the Safe as its owner and has it mined. */
  readonly sendAsOwner: (tx: SafeTxJson) => Promise<void>;
  /** As the page of its people shows it. */
  readonly view: () => Promise<VaultView>;
};

export const vaultWeth = parseEther("10");
/** What each cast sells of what is held, in thousandths: many casts, and the pool hardly moves. */
export const soldPerMille = 1n;
const dayMs = 86_400_000;

/** "If ETH falls 5 % in an hour, move a thousandth to USDC", as often as it comes true. */
export const fallTrigger = (id: string, priority: Trigger["priority"]): Trigger =>
  Trigger.parse({
    id,
    name: id,
    when: "change(price('ETH-USD'), '1h') < -0.05",
    cooldown: "0s",
    mode: "repeat",
    priority,
    action: {
      type: "cast",
      spell: "ironvine",
      params: { sell: "WETH", buy: "USDC", fraction: "0.001", slippageBps: 100, deviationBpsMax: 500 },
      deadline: "30m",
    },
  });

export type OpenOptions = {
  readonly triggers?: readonly Trigger[];
  /** For how long the session is armed, in chain time. */
  readonly sessionMs?: number;
  /** Besides selling WETH for USDC. */
  readonly permissions?: readonly PermissionTerms[];
};

/** What vaults are opened on. */
export type OpeningPlace = Pick<Harness, "relayerKey"> & {
  readonly chain: Pick<FaultsChain, "deployment" | "accounts" | "wallet" | "head" | "mine">;
  readonly workerd: { readonly baseUrl: string };
};

let opened = 0n;

export async function openVault(harness: OpeningPlace, options: OpenOptions = {}): Promise<TestedVault> {
  const { chain, workerd, relayerKey } = harness;
  const { addresses, chainId } = chain.deployment;
  opened += 1n;
  const { safe, roles } = await createVault(
    chain.wallet("deployer"),
    addresses,
    chain.accounts.owner.address,
    1_000n + opened,
  );
  const keeper = chain.wallet("keeper");
  await keeper.sendAll([
    { to: addresses.weth, data: encodeDeposit(), value: vaultWeth },
    {
      to: addresses.weth,
      data: encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [safe, vaultWeth] }),
    },
  ]);
  const address = safe.toLowerCase() as Address;
  const owner = createOwnerClient({ baseUrl: workerd.baseUrl, chainId, vault: safe, owner: chain.accounts.owner });
  const sendAsOwner = (json: SafeTxJson) => sendSafeTx(harness, safe, json);
  await owner.act("open", { roles });
  const expiresAtMs = (await chain.head()).timeMs + (options.sessionMs ?? 7 * dayMs);
  const allowance = { kind: "set", balance: vaultWeth.toString() } as const;
  const session = await owner.act("prepare-session", {
    permissions: [
      { kind: "swap", sell: "WETH", buy: "USDC", allowance, lossBpsMax: 800 },
      ...(options.permissions ?? []),
    ],
    emergency: { sells: [{ token: "WETH", allowance }], lossBpsMax: 800, expiresAtMs },
    expiresAtMs,
  });
  await sendAsOwner(session.safeTx as SafeTxJson);
  await owner.act("confirm-session", { sessionId: String(session.sessionId) });
  for (const trigger of options.triggers ?? [fallTrigger("falls", "protective")]) {
    await owner.act("put-trigger", { trigger });
  }
  const { token } = await owner.act("grant-view", { expiresAtMs: Date.now() + dayMs });
  const laneOf = (lane: "main" | "emergency") => deriveLaneKey(relayerKey, address, lane);
  const [lane, emergencyLane] = (["main", "emergency"] as const).map(
    (name) => privateKeyToAccount(laneOf(name)).address,
  );
  if (lane === undefined || emergencyLane === undefined) throw new Error("a vault has two lanes");
  for (const account of [lane, emergencyLane]) await keeper.setEther(account, parseEther("100"));
  // So that a node that is some blocks behind sees all this, too.
  await chain.mine(5);
  return {
    address,
    owner,
    laneKey: laneOf("main"),
    lane,
    emergencyLane,
    sendAsOwner,
    view: async () => {
      const response = await fetch(`${workerd.baseUrl}/v1/vaults/${address}`, {
        headers: { authorization: `Bearer ${String(token)}` },
        signal: AbortSignal.timeout(20_000),
      });
      return VaultView.parse(await response.json());
    },
  };
}

async function sendSafeTx({ chain }: OpeningPlace, safe: Address, json: SafeTxJson): Promise<void> {
  const { chainId } = chain.deployment;
  const tx = readSafeTxJson(json);
  const owner = privateKeyToAccount(chain.accounts.owner.privateKey);
  const signature = await owner.signTypedData(safeTxTypedData({ chainId, safe, tx }));
  await chain.wallet("relayer").send({ to: safe, data: encodeExecTransaction(tx, signature), gas: 8_000_000n });
}
