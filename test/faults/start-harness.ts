import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Hex } from "viem";
import { createChain } from "../../execute/adapters/chain.ts";
import type { CastRecord } from "../../execute/core/cast-record.ts";
import { priceFromTick } from "../../execute/core/pool-price.ts";
import { toChainSettings } from "../../local/chain/chain-settings.ts";
import { readOrMakeSecrets } from "../../local/secrets.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { Breakable } from "./breakables.ts";
import { type FaultsChain, startFaultsChain } from "./start-faults-chain.ts";
import { startWorkerd, type Workerd } from "./start-workerd.ts";

/** The chain behind two failing nodes, and a real workerd with the vaults. */
export type Harness = {
  readonly chain: FaultsChain;
  readonly workerd: Workerd;
  readonly relayerKey: Hex;
  readonly firesSigningKey: string;
  /** Of the pool at the start; what is sold here moves it by far less than a vault tolerates. */
  readonly priceUsd: number;
  /** What a vault has stored, oldest first. Asked again while workerd is away. */
  readonly readCasts: (vault: string) => Promise<readonly CastRecord[]>;
  /** Puts messages into the queue `fires`. Rejects while workerd is away. */
  readonly enqueue: (messages: readonly unknown[]) => Promise<void>;
  /** Ids of messages, since workerd started. Rejects while it is away. */
  readonly readSeen: () => Promise<SeenMessages>;
  /** These fail, and no others, until workerd is killed or this is said anew. */
  readonly breakDown: (names: readonly Breakable[]) => Promise<void>;
  /** As the cron of each minute: wakes every vault with open work. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const startMs = Date.UTC(2021, 4, 19, 12);
const folder = join(import.meta.dirname, "../../.portent/tests/faults");
/** Of this run alone: another may go on at the same time. */
const dir = join(folder, `workerd-${process.pid}`);

/** `acknowledged` and `returned` (to come again) of the queue `fires`; `journal`: what came of that queue. */
export type SeenMessages = Readonly<Record<"acknowledged" | "returned" | "journal", readonly string[]>>;

/** How often a cast in flight looks at the chain: faster than in production, within what an endpoint's budget allows. */
const pollMs = 200;

export async function startHarness(options: { readonly seed: number }): Promise<Harness> {
  const chain = await startFaultsChain(options);
  try {
    const { timeMs } = await chain.head();
    await chain.mine(1, (startMs - timeMs) / 1_000);
    // A mean price needs the time that it is the mean of; a reorganisation cannot go back behind what was loaded.
    await chain.mine(20, 30);
    const relayerKey: Hex = `0x${randomBytes(32).toString("hex")}`;
    const secrets = readOrMakeSecrets(join(folder, "secrets.json"));
    const settings = toChainSettings(
      chain.proxies.map(({ rpcUrl }) => rpcUrl),
      chain.deployment,
    );
    const workerd = await startWorkerd({
      dir,
      vars: {
        // Nothing here is about the gas budget: it is never what ends a cast.
        CHAIN: JSON.stringify({ ...settings, fees: { ...settings.fees, gasWeiPerDay: (10n ** 21n).toString() } }),
        FIRES_PUBLIC_KEY: secrets.firesPublicKey,
        FIRES_SIGNING_KEY: secrets.firesSigningKey,
        KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
        RELAYER_KEY: relayerKey,
        CAST_POLL_MS: String(pollMs),
      },
    });
    const { firesSigningKey } = secrets;
    const priceUsd = await readPrice(chain);
    return {
      chain,
      workerd,
      relayerKey,
      firesSigningKey,
      priceUsd,
      ...callsOf(workerd),
      stop: () => stop(chain, workerd),
    };
  } catch (cause) {
    await chain.stop();
    throw cause;
  }
}

/** What workerd said last is kept, for whoever looks into a failure. */
async function stop(chain: FaultsChain, workerd: Workerd): Promise<void> {
  await workerd.stop();
  await chain.stop();
  if (existsSync(join(dir, "workerd.log"))) renameSync(join(dir, "workerd.log"), join(folder, "workerd.log"));
  rmSync(dir, { recursive: true, force: true });
}

function callsOf({ baseUrl }: Workerd) {
  const call = async (path: string, method = "GET", body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
    return response.json();
  };
  /** For what may be asked twice: until it is answered. */
  const callPatiently = async (...args: Parameters<typeof call>): Promise<unknown> => {
    let answer: unknown;
    const isAnswered = await waitUntil(30_000, async () => {
      answer = await call(...args);
      return true;
    });
    if (!isAnswered) throw new Error(`${args[0]} does not answer`);
    return answer;
  };
  return {
    readCasts: async (vault: string) => (await callPatiently(`/casts/${vault}`)) as CastRecord[],
    enqueue: async (messages: readonly unknown[]) => void (await call("/fires", "POST", messages)),
    readSeen: async () => (await call("/seen")) as SeenMessages,
    breakDown: async (names: readonly Breakable[]) => void (await callPatiently("/down", "PUT", names)),
    sweep: async () => void (await callPatiently("/sweep", "POST")),
  };
}

/** Of the pool, in dollars. */
export async function readPrice({ rpcUrl, deployment }: Pick<FaultsChain, "rpcUrl" | "deployment">): Promise<number> {
  const { chainId, addresses } = deployment;
  const pool = await createChain({ rpcUrls: [rpcUrl], chainId }).poolState(addresses.pool, 60);
  if (!pool.ok) throw new Error(pool.error.message);
  return priceFromTick(pool.value.tick, {
    baseIsToken0: BigInt(addresses.weth) < BigInt(addresses.usdc),
    baseDecimals: 18,
    quoteDecimals: 6,
  });
}
