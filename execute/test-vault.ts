import type { Address, Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { vi } from "vitest";
import type { Fire, Fires } from "../contracts/fires.ts";
import { TraceId, TriggerId, VaultAddress } from "../contracts/ids.ts";
import { Trigger } from "../contracts/trigger.ts";
import { completeFires, importSigningKey, type PendingFires } from "../evaluate/adapters/sign-fires.ts";
import { actTypedData } from "./core/act.ts";
import type { ActBody, ActName } from "./core/act-bodies.ts";
import { ChainSettings } from "./core/chain-settings.ts";
import type { OwnerDirectoryActor } from "./owner-directory-actor.ts";
import { TestNode } from "./test-node.ts";
import type { VaultActor } from "./vault-actor.ts";

export const startMs = Date.UTC(2021, 4, 19, 11, 18);
export type TestEnv = {
  readonly VAULT: DurableObjectNamespace<VaultActor>;
  readonly OWNER_DIRECTORY: DurableObjectNamespace<OwnerDirectoryActor>;
  readonly CHAIN: string;
  readonly FIRES_SIGNING_KEY: string;
};

/** "If ETH falls 5 % in an hour, move half to USDC", as often as it comes true. */
export const fallTrigger = Trigger.parse({
  id: "eth-falls",
  name: "ETH falls",
  when: "change(price('ETH-USD'), '1h') < -0.05",
  cooldown: "2h",
  mode: "repeat",
  action: {
    type: "cast",
    spell: "ironvine",
    params: { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 },
    deadline: "30m",
  },
});

export type FireChange = Partial<Fire> & { readonly priceUsd?: number };

/** A fire of `fallTrigger` at the pool's price, unless told. */
export function fallOf(change: FireChange = {}): Omit<Fire, "fireId"> {
  const { priceUsd = 2_700, ...fields } = change;
  const atMs = fields.atMs ?? startMs;
  const input = { key: "price.ETH-USD" as never, value: priceUsd, sampleAtMs: atMs };
  return {
    triggerId: TriggerId.parse(fallTrigger.id),
    version: 1,
    epoch: 0,
    atMs,
    deadlineMs: atMs + 1_800_000,
    snapshot: `grid:${atMs}`,
    explain: [
      { leaf: fallTrigger.when, left: -0.09, op: "<", right: -0.05, sampleAtMs: atMs, holds: true, inputs: [input] },
    ],
    ...fields,
  };
}

/**
 * A vault that its owner opened and armed, on a node of its own that answers every request of this file from now on; or one that
 * nobody has opened yet, and that nobody can read.
 */
export async function openTestVault(env: TestEnv, { isOpened = true }: { readonly isOpened?: boolean } = {}) {
  const address = VaultAddress.parse(privateKeyToAccount(generatePrivateKey()).address.toLowerCase());
  // A stub is of no use once its object has died.
  const reach = () => env.VAULT.getByName(address);
  const owner = privateKeyToAccount(generatePrivateKey());
  const settings = ChainSettings.parse(JSON.parse(env.CHAIN));
  const node = new TestNode({ settings, vault: address as Address, owner: owner.address, startMs });
  vi.stubGlobal("fetch", node.fetch);

  const issueNonce = async () => {
    const issued = await reach().nonce();
    if (!issued.ok) throw new Error(issued.error.message);
    return issued.value;
  };
  type Change = { readonly signer?: typeof owner; readonly nonce?: string };
  const signAct = async <Name extends ActName>(action: Name, body: ActBody<Name>, change: Change = {}) => {
    const { signer = owner } = change;
    const issued = await issueNonce();
    const nonce = (change.nonce ?? issued.nonce) as Hex;
    const unsigned = { action, body: JSON.stringify(body), nonce, expiresAtMs: issued.expiresAtMs };
    const data = actTypedData({ chainId: settings.chainId, vault: address as Address, act: unsigned });
    return { ...unsigned, signature: await signer.signTypedData(data) };
  };
  const act = async <Name extends ActName>(action: Name, body: ActBody<Name>, change: Change = {}) =>
    reach().act(await signAct(action, body, change));
  const perform = async <Name extends ActName>(action: Name, body: ActBody<Name>) => {
    const result = await act(action, body);
    if (!result.ok) throw new Error(`${action}: ${result.error.code}: ${result.error.message}`);
    return result.value as Readonly<Record<string, unknown>>;
  };
  const prepareSession = () =>
    perform("prepare-session", {
      permissions: [
        {
          kind: "swap",
          sell: "WETH",
          buy: "USDC",
          allowance: { kind: "set", balance: (6n * 10n ** 18n).toString() },
          lossBpsMax: 800,
        },
      ],
      emergency: null,
      expiresAtMs: startMs + 86_400_000,
    });
  const openAndArm = async () => {
    await perform("open", { roles: `0x${"e".repeat(40)}` });
    const session = await prepareSession();
    node.modules = [session.address as Address];
    await perform("confirm-session", { sessionId: String(session.sessionId) });
    return (await perform("grant-view", { expiresAtMs: Date.now() + 3_600_000 })).token;
  };
  const token = isOpened ? await openAndArm() : "";

  return {
    address,
    reach,
    node,
    owner,
    issueNonce,
    signAct,
    act,
    perform,
    prepareSession,
    /** The vault as its owner sees it. */
    view: async () => {
      const view = await reach().view(String(token));
      if (!view.ok) throw new Error(view.error.message);
      return view.value;
    },
    /** Fires for this vault in one message, signed by the evaluate stage unless told. */
    sign: async (fires: readonly object[], key = env.FIRES_SIGNING_KEY): Promise<Fires> => {
      const pending = {
        id: "fires:test",
        schema: "fires",
        version: 2,
        eventTimeMs: startMs,
        traceId: TraceId.parse("1".repeat(32)),
        body: { shard: "test", gridMs: startMs, entries: [{ vault: address, fires }] },
      };
      return completeFires(pending as unknown as PendingFires, await importSigningKey(key));
    },
  };
}
export type TestVault = Awaited<ReturnType<typeof openTestVault>>;
