import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { startAnvil } from "./anvil-process.ts";
import { compilerSettings, readContractSources } from "./compile-contracts.ts";
import { deployWorld, world } from "./deploy-world.ts";
import { type Account, Accounts, Deployment } from "./deployment.ts";
import { createLocalWallet } from "./local-wallet.ts";
import { readContractPackageVersions } from "./npm-artifacts.ts";

/** Raise this when a change of the build itself must make every cached state stale. */
const buildVersion = 4;
const chainId = 31337;
/** Old, so that simulated times of 2021 lie ahead of it. 2021-05-01T00:00:00Z. */
const genesisSeconds = 1_619_827_200;

export const defaultStateDir = join(import.meta.dirname, "../../.portent/chain");

/** A built state on disk. The folder's name is the hash of what it was built from, so it never goes stale. */
export type BuiltState = {
  readonly folder: string;
  readonly statePath: string;
  readonly deployment: Deployment;
  readonly accounts: Accounts;
};

/** Loads the cached state, or builds it (about two seconds). Several processes may do so at the same time. */
export async function ensureState(stateDir: string, log: (line: string) => void = () => {}): Promise<BuiltState> {
  const inputsHash = hashInputs();
  const folder = join(resolve(stateDir), inputsHash.slice(0, 16));
  if (!existsSync(join(folder, "deployment.json"))) {
    const startedMs = performance.now();
    log("building the local chain: Safe, Roles, Uniswap, Aave and a demo vault");
    await buildInto(folder, inputsHash);
    log(`built the local chain in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
  return readState(folder);
}

/** Builds beside the folder and renames: the folder exists complete, or not at all. */
async function buildInto(folder: string, inputsHash: string): Promise<void> {
  const draft = `${folder}.draft-${process.pid}-${randomBytes(4).toString("hex")}`;
  mkdirSync(draft, { recursive: true });
  try {
    await buildState(draft, inputsHash);
    try {
      renameSync(draft, folder);
    } catch (cause) {
      // Another process was faster: its state is as good.
      if (!existsSync(join(folder, "deployment.json"))) throw cause;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function buildState(folder: string, inputsHash: string): Promise<void> {
  const accounts: Accounts = {
    deployer: createAccount(),
    owner: createAccount(),
    keeper: createAccount(),
    relayer: createAccount(),
  };
  // The Roles logic is larger than a public chain allows (npm has only the unoptimised build). The limit is
  // checked when code is deployed, so a chain that loads the state needs no such flag.
  const args = [...commonArgs, "--code-size-limit", "32768"];
  const anvil = await startAnvil({ port: 0, args: [...args, "--dump-state", join(folder, "state.json")] });
  try {
    const wallet = createLocalWallet({ rpcUrl: anvil.rpcUrl, chainId, account: accounts.deployer });
    await wallet.setEther(accounts.deployer.address, parseEther("100000"));
    await wallet.setEther(accounts.keeper.address, parseEther("1000000000"));
    await wallet.setEther(accounts.relayer.address, parseEther("10"));
    await wallet.setEther(accounts.owner.address, parseEther("10"));
    const deployed = await deployWorld(wallet, accounts);
    writeJson(join(folder, "accounts.json"), accounts, 0o600);
    writeJson(join(folder, "deployment.json"), Deployment.parse({ chainId, inputsHash, ...deployed }), 0o644);
  } finally {
    await anvil.stop();
  }
}

/** Flags of every anvil of the project: no well-known rich accounts, quick finality, little
 * memory per block, an old genesis. */
export const commonArgs: readonly string[] = [
  "--accounts",
  "0",
  "--chain-id",
  String(chainId),
  "--slots-in-an-epoch",
  "1",
  // Keeps the state of the last blocks in memory only. Without it anvil writes a file per block to the home folder.
  "--prune-history",
  "32",
  // When a state is loaded, too: anvil's clock would start at the wall clock and refuse every block before it.
  "--timestamp",
  String(genesisSeconds),
];

function readState(folder: string): BuiltState {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  return {
    folder,
    statePath: join(folder, "state.json"),
    deployment: Deployment.parse(read("deployment.json")),
    accounts: Accounts.parse(read("accounts.json")),
  };
}

/** Everything that decides the state, except the random keys. */
function hashInputs(): string {
  const inputs = {
    buildVersion,
    genesisSeconds,
    packages: readContractPackageVersions(),
    sources: readContractSources(),
    compilerSettings,
    world,
  };
  const text = JSON.stringify(inputs, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return createHash("sha256").update(text).digest("hex");
}

function createAccount(): Account {
  const privateKey = generatePrivateKey();
  return { privateKey, address: privateKeyToAccount(privateKey).address };
}

function writeJson(path: string, value: unknown, mode: number): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { mode });
}

if (import.meta.main) {
  const startedMs = performance.now();
  const state = await ensureState(process.argv[2] ?? defaultStateDir, console.log);
  console.log(`${state.folder} (${Math.round(performance.now() - startedMs)} ms)`);
}
