import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PriceSnapshot } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { VaultView } from "../contracts/vault-view.ts";
import { isTerminal } from "../execute/core/lifecycle/decide.ts";
import { migrate } from "../store/migrate.ts";
import { buildDashboard } from "./build.ts";
import { type ChainClock, startChainClock } from "./chain/chain-clock.ts";
import { toChainSettings } from "./chain/chain-settings.ts";
import { createLocalRpc, createLocalWallet } from "./chain/local-wallet.ts";
import { mineBlock, readHead } from "./chain/mine-block.ts";
import { type KeeperBehaviour, tendOrders } from "./chain/order-keeper.ts";
import { movePoolPrice } from "./chain/pool-keeper.ts";
import { type LocalChain, startChain } from "./chain/start-chain.ts";
import { type DemoVault, openDemoVault } from "./demo-vault.ts";
import { prepareLocalPage } from "./demo-wallet/prepare-page.ts";
import { dueCrons } from "./due-crons.ts";
import type { ReplayFeed } from "./feed/feed.ts";
import { type FeedServer, serveFeed } from "./feed/serve-feed.ts";
import { emptyDatabase } from "./postgres/empty-database.ts";
import { type RunningPostgres, startPostgres } from "./postgres/start-postgres.ts";
import { startWebsocketBridge, type WebsocketBridge } from "./postgres/websocket-bridge.ts";
import { readOrMakeSecrets } from "./secrets.ts";
import { SimClock } from "./sim-clock.ts";
import { waitUntil } from "./wait-until.ts";
import { endEarlierWorkers, rememberWorkers } from "./workers/earlier-workers.ts";
import { type RunningWorkers, startWorkers } from "./workers/start-workers.ts";
import { writeLocalConfigs } from "./workers/write-configs.ts";

/** What runs on this machine: Postgres, chain, feed, both Workers, and a demo vault that is armed. */
export type WorldOptions = {
  readonly root: string;
  /** Everything that this run writes goes under this folder. */
  readonly dir: string;
  /** Null: the real public sources and the wall clock. */
  readonly feed: ReplayFeed | null;
  readonly startMs: number;
  readonly port: number;
  /** Entries in the place of the Workers' own, from the root: a test's wrappers around them. */
  readonly mains?: { readonly edge?: string; readonly vault?: string };
  /** Addresses of further sources, beside those that the feed serves: a test's own, some of them on its chain. */
  readonly sources?: (chainUrl: string) => Readonly<Record<string, string>>;
  /** Told before each step: its number, how many there are, and what it does. */
  readonly onStep: (step: number, of: number, text: string) => void;
  readonly onLog: (line: string) => void;
};

const steps = 7;
const minuteMs = 60_000;

/** Where the replay's sources come from, and when the third one dies: a feed that goes stale is part of the scene. */
const krakenDiesAfterMs = 40 * minuteMs;

export class World {
  readonly clock: SimClock;
  readonly chain: LocalChain;
  readonly vault: DemoVault;
  readonly databaseUrl: string;
  readonly #options: WorldOptions;
  readonly #parts: Parts;

  constructor(options: WorldOptions, parts: Parts, vault: DemoVault) {
    this.#options = options;
    this.#parts = parts;
    this.clock = parts.clock;
    this.chain = parts.chain;
    this.vault = vault;
    this.databaseUrl = parts.postgres.url;
  }

  get baseUrl(): string {
    return this.#parts.workers.baseUrl;
  }

  /**
   * One minute of a replay: the clock moves, the pool follows the market, the schedules of that minute run, and what
   * follows from them is waited for (the evaluation, a cast until it is in a block), so that simulated time never runs
   * ahead of the pipeline: a market that moves an hour while one transaction is on its way exists nowhere.
   */
  async runMinute(atMs: number): Promise<void> {
    const { clock, chain, workers } = this.#parts;
    clock.advanceTo(atMs);
    const crons = dueCrons(pipelines, "edge", atMs);
    await chain.setTime(atMs);
    if (crons.includes(ingestCron)) await this.#movePool(atMs);
    await this.tendOrders();
    for (const cron of crons) await workers.runCron(cron, atMs);
    if (!crons.includes(ingestCron)) return;
    await this.#waitForEvaluation(atMs);
    await this.#waitForCasts(atMs);
  }

  /** Resolves when a part that nothing works without has died, with what it was. The database is not one of them. */
  untilDead(): Promise<string> {
    const { chain, workers } = this.#parts;
    return Promise.race([chain.exited.then((reason) => `the local chain ended (${reason})`), workers.exited]);
  }

  /** What a power cut does to the Workers, while chain and database go on. */
  async killWorkers(): Promise<void> {
    await this.#parts.workers.kill();
  }

  async restartWorkers(): Promise<void> {
    this.#parts.workers = await launchWorkers(this.#options, this.#parts.configs);
  }

  /** No block is mined until `resumeMining`: what is sent meanwhile waits in the pool. */
  async pauseMining(): Promise<void> {
    await this.#parts.chainClock.stop();
  }

  resumeMining(): void {
    this.#parts.chainClock = launchChainClock(this.#parts.chain, () => this.clock.nowMs, this.#options.onLog);
  }

  async stopPostgres(): Promise<void> {
    await this.#parts.postgres.stop();
  }

  /** Starts the database again on the same files and port. */
  async restartPostgres(): Promise<void> {
    const { port } = this.#parts.postgres;
    this.#parts.postgres = await startPostgres({
      dataDir: join(this.#options.dir, "postgres"),
      port,
      log: this.#options.onLog,
    });
  }

  /** Ends everything that was started, in reverse order. */
  async stop(): Promise<void> {
    await stopParts(this.#parts);
  }

  /** The demo vault as its own people see it. */
  async view(): Promise<VaultView> {
    const { address, viewToken } = this.vault;
    return VaultView.parse(await this.getJson(`/v1/vaults/${address}`, { authorization: `Bearer ${viewToken}` }));
  }

  /** The keeper of the local order book looks at the open orders once. */
  async tendOrders(behaviour: KeeperBehaviour = "prompt"): Promise<void> {
    const { chain } = this.#parts;
    const { chainId } = chain.deployment;
    const account = chain.accounts.keeper;
    const wallet = createLocalWallet({ rpcUrl: chain.rpcUrl, chainId, account, nextBlock: () => this.#mineNext() });
    await tendOrders(wallet, chain.deployment, behaviour);
  }

  /** Moves the local pool and the lending market's price with it. */
  async movePrice(priceUsd: string | number): Promise<void> {
    const { chain } = this.#parts;
    await movePoolPrice({
      rpcUrl: chain.rpcUrl,
      deployment: chain.deployment,
      keeperAccount: chain.accounts.keeper,
      priceUsd,
      nextBlock: () => this.#mineNext(),
    });
  }

  /** A block at the clock's time, as the chain's clock makes them. */
  async #mineNext(): Promise<void> {
    const rpc = createLocalRpc(this.#parts.chain.rpcUrl);
    const head = await readHead(rpc);
    const wanted = BigInt(Math.floor(this.#parts.clock.nowMs / 1_000));
    await mineBlock(rpc, wanted > head.timestamp ? wanted : head.timestamp);
  }

  /** The local pool follows the market, as arbitrage would make it do. */
  async #movePool(atMs: number): Promise<void> {
    const priceUsd =
      this.#options.feed === null ? await this.#livePrice() : this.#replayedPrice(this.#options.feed, atMs);
    if (priceUsd !== undefined) await this.movePrice(priceUsd);
  }

  #replayedPrice(feed: ReplayFeed, atMs: number): number | undefined {
    return feed.bars.get("ETH")?.findLast(({ openAtMs }) => openAtMs + minuteMs <= atMs)?.close;
  }

  /** The last consensus price; none before the first. */
  async #livePrice(): Promise<number | undefined> {
    const snapshot = await this.getJson<PriceSnapshot>("/v1/prices").catch(() => undefined);
    return snapshot?.ticks.find(({ asset }) => asset === "ETH-USD")?.priceUsd;
  }

  async #waitForEvaluation(atMs: number): Promise<void> {
    const reached = await waitUntil(20_000, async () => {
      const health = await this.getJson<{ lastEvaluatedMs: number | null }>("/v1/health");
      return (health.lastEvaluatedMs ?? 0) >= atMs;
    });
    if (!reached) this.#options.onLog(`the evaluation of ${new Date(atMs).toISOString()} is late; going on`);
  }

  async #waitForCasts(atMs: number): Promise<void> {
    const settled = await waitUntil(20_000, async () => {
      const { triggers, fires, casts } = await this.view();
      const hasArrived = triggers.every(({ trigger, status }) => {
        if (status.state !== "fired" && status.state !== "ended") return true;
        return fires.some((fire) => fire.triggerId === trigger.id && fire.atMs === status.sinceMs);
      });
      return hasArrived && casts.every((cast) => cast.blockNumber !== null || isTerminal(cast.state));
    });
    if (!settled) this.#options.onLog(`a cast of ${new Date(atMs).toISOString()} is still on its way; going on`);
  }

  async getJson<T>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const response = await fetch(`${this.baseUrl}${path}`, { headers, signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
    return (await response.json()) as T;
  }
}

export const ingestCron = pipelines.stages.ingest?.cron ?? "";

type Parts = {
  clock: SimClock;
  chain: LocalChain;
  chainClock: ChainClock;
  postgres: RunningPostgres;
  bridge: WebsocketBridge;
  feedServer: FeedServer | undefined;
  configs: readonly string[];
  workers: RunningWorkers;
};

/** Starts everything, in the order in which the parts need each other. What was started is ended again when a step fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { dir, root, feed, startMs, onStep, onLog } = options;
  mkdirSync(dir, { recursive: true });
  endEarlierWorkers(dir);
  const parts: Partial<Parts> = {};
  try {
    onStep(1, steps, "building the dashboard");
    await buildDashboard(onLog);

    onStep(2, steps, "starting the chain with Safe, Roles, Uniswap and the demo vault");
    const clock = new SimClock(startMs);
    parts.clock = clock;
    const nowMs = () => (feed === null ? Date.now() : clock.nowMs);
    parts.chain = await startChain({ stateDir: join(root, ".portent", "chain"), startAtMs: nowMs(), log: onLog });
    parts.chainClock = launchChainClock(parts.chain, nowMs, onLog);

    onStep(3, steps, "starting Postgres");
    rmSync(join(dir, "workers"), { recursive: true, force: true });
    parts.postgres = await startPostgres({ dataDir: join(dir, "postgres"), log: onLog });
    parts.bridge = await startWebsocketBridge({ postgresPort: parts.postgres.port });
    // A replay begins anew, everywhere; what live sources brought is kept.
    if (feed !== null) await emptyDatabase(parts.postgres.url);
    await migrate(parts.postgres.url);

    onStep(4, steps, feed === null ? "using the live public sources" : `serving the feed: ${feed.description}`);
    if (feed !== null) {
      parts.feedServer = await serveFeed({ feed, nowMs, frozenFromMs: { kraken: startMs + krakenDiesAfterMs } });
    }

    onStep(5, steps, "starting the edge Worker and the vault Worker");
    const page = await prepareLocalPage(root, dir, parts.chain);
    parts.configs = writeConfigs(options, parts as Parts, page);
    parts.workers = await launchWorkers(options, parts.configs);

    onStep(6, steps, "opening and arming the demo vault");
    const vault = await openDemoVault(parts.workers.baseUrl, parts.chain, nowMs);

    onStep(7, steps, "ready");
    return new World(options, parts as Parts, vault);
  } catch (cause) {
    await stopParts(parts);
    throw cause;
  }
}

const launchChainClock = (chain: LocalChain, nowSimMs: () => number, onError: (line: string) => void): ChainClock =>
  startChainClock({ rpcUrl: chain.rpcUrl, nowSimMs, onError });

function writeConfigs(options: WorldOptions, { chain, postgres, bridge, feedServer }: Parts, page: string): string[] {
  const { root, dir, feed, mains = {} } = options;
  const mainOf = (main: string | undefined) => (main === undefined ? {} : { main: join(root, main) });
  const secrets = readOrMakeSecrets(join(dir, "secrets.json"));
  const chainSettings = toChainSettings([chain.rpcUrl], chain.deployment);
  return writeLocalConfigs(root, join(dir, "config"), [
    {
      ...mainOf(mains.edge),
      config: pipelines.workers.edge.config,
      assets: page,
      vars: {
        FEED: feed?.kind ?? "live",
        DATABASE_WEBSOCKET_PROXY: bridge.url,
        ...(feedServer === undefined
          ? {}
          : { SOURCE_URLS: JSON.stringify({ ...feedServer.urls, ...options.sources?.(chain.rpcUrl) }) }),
      },
      secrets: { DATABASE_URL: postgres.url, FIRES_SIGNING_KEY: secrets.firesSigningKey },
      hyperdrive: { READS: postgres.url },
    },
    {
      ...mainOf(mains.vault),
      config: pipelines.workers.vault.config,
      vars: {
        CHAIN: JSON.stringify(chainSettings),
        FIRES_PUBLIC_KEY: secrets.firesPublicKey,
        CAST_POLL_MS: "250",
        EVENT_CLOCK: "chain",
        // The local chain's own deployer, whose key is on this machine.
        OPERATORS: JSON.stringify([chain.accounts.deployer.address]),
        ALLOWED_ORIGINS: JSON.stringify(["127.0.0.1", "localhost"].map((host) => `http://${host}:${options.port}`)),
      },
      secrets: { KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey, RELAYER_KEY: chain.accounts.relayer.privateKey },
    },
  ]);
}

async function launchWorkers(options: WorldOptions, configs: readonly string[]): Promise<RunningWorkers> {
  const workers = await startWorkers({
    root: options.root,
    configs,
    persistTo: join(options.dir, "workers"),
    port: options.port,
    onLine: options.onLog,
  });
  rememberWorkers(options.dir, workers.pid);
  return workers;
}

async function stopParts(parts: Partial<Parts>): Promise<void> {
  await parts.workers?.stop();
  await parts.feedServer?.stop();
  await parts.bridge?.stop();
  await parts.postgres?.stop();
  await parts.chainClock?.stop();
  await parts.chain?.stop();
}
