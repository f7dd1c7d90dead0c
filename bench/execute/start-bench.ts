import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex } from "viem";
import { startAnvil } from "../../local/chain/anvil-process.ts";
import { commonArgs, defaultStateDir, ensureState } from "../../local/chain/build-state.ts";
import { type ChainClock, startChainClock } from "../../local/chain/chain-clock.ts";
import { toChainSettings } from "../../local/chain/chain-settings.ts";
import { createLocalRpc, createLocalWallet } from "../../local/chain/local-wallet.ts";
import { mineBlock, readHead } from "../../local/chain/mine-block.ts";
import { readOrMakeSecrets } from "../../local/secrets.ts";
import type { OpeningPlace } from "../../test/faults/open-vault.ts";
import { readPrice } from "../../test/faults/start-harness.ts";
import { startWorkerd, type Workerd } from "../../test/faults/start-workerd.ts";
import type { Commands } from "./workerd/worker.ts";

const config = join(import.meta.dirname, "workerd/wrangler.toml");
/** Those of `npm start`: how often a cast in flight looks at the chain, and the pace of its blocks (the clock's own). */
const pollMs = 250;

/** A real chain and a real workerd with the vaults; no faults. */
export type Bench = OpeningPlace & {
  readonly chain: OpeningPlace["chain"] & {
    readonly rpcUrl: string;
    readonly rpc: (method: string, params: readonly unknown[]) => Promise<unknown>;
    /** Until then a block is made whenever an account waits for one; from then on at the pace of `npm start`. */
    readonly startClock: () => Promise<void>;
  };
  readonly workerd: Workerd;
  readonly firesSigningKey: string;
  readonly priceUsd: number;
  readonly call: <Name extends keyof Commands>(
    name: Name,
    input: Commands[Name]["input"],
  ) => Promise<Commands[Name]["output"]>;
  readonly stop: () => Promise<void>;
};

export async function startBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
  const chain = await startBenchChain();
  try {
    const relayerKey: Hex = `0x${randomBytes(32).toString("hex")}`;
    const { firesSigningKey, firesPublicKey, keyEncryptionKey } = readOrMakeSecrets(join(folder, "secrets.json"));
    const settings = toChainSettings([chain.rpcUrl], chain.deployment);
    const workerd = await startWorkerd({
      dir: join(folder, "workerd"),
      config,
      vars: {
        CHAIN: JSON.stringify(settings),
        FIRES_PUBLIC_KEY: firesPublicKey,
        FIRES_SIGNING_KEY: firesSigningKey,
        KEY_ENCRYPTION_KEY: keyEncryptionKey,
        RELAYER_KEY: relayerKey,
        CAST_POLL_MS: String(pollMs),
      },
    });
    const stop = async () => {
      await workerd.stop();
      await chain.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    const call: Bench["call"] = (name, input) => post(`${workerd.baseUrl}/${name}`, input) as never;
    return { chain, workerd, relayerKey, firesSigningKey, priceUsd: await readPrice(chain), call, stop };
  } catch (cause) {
    await chain.stop();
    throw cause;
  }
}

async function startBenchChain() {
  const { statePath, deployment, accounts } = await ensureState(defaultStateDir);
  const anvil = await startAnvil({ port: 0, args: [...anvilArgs, "--no-mining", "--load-state", statePath] });
  const { rpcUrl } = anvil;
  const rpc = createLocalRpc(rpcUrl);
  const readTimeMs = async () => Number((await readHead(rpc)).timestamp) * 1_000;
  const mine = async (blocks = 1, secondsEach = 1) => {
    for (let block = 0; block < blocks; block += 1) {
      await mineBlock(rpc, (await readHead(rpc)).timestamp + BigInt(secondsEach));
    }
  };
  // A mean price needs the time that it is the mean of.
  await mine(20, 30);
  let clock: ChainClock | undefined;
  return {
    deployment,
    accounts,
    rpcUrl,
    rpc,
    mine,
    head: async () => ({ number: Number((await readHead(rpc)).number), timeMs: await readTimeMs() }),
    wallet: (name: keyof typeof accounts) =>
      createLocalWallet({
        rpcUrl,
        chainId: deployment.chainId,
        account: accounts[name],
        nextBlock: () => (clock === undefined ? mine() : new Promise((resolve) => setTimeout(resolve, 25))),
      }),
    startClock: async () => {
      const aheadMs = (await readTimeMs()) - performance.now();
      clock ??= startChainClock({ rpcUrl, nowSimMs: () => performance.now() + aheadMs });
    },
    stop: async () => {
      await clock?.stop();
      await anvil.stop();
    },
  };
}

/** The project's own flags, with more old states: a vault that waits long for its turn reads some of them. */
const anvilArgs: readonly string[] = commonArgs.map((arg, index) =>
  commonArgs[index - 1] === "--prune-history" ? "512" : arg,
);

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`the bench's Worker answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as unknown;
}
