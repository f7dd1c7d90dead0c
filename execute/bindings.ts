import { type Address, type Hex, isAddress, isHex, sha256 } from "viem";
import { z } from "zod";
import type { VaultAddress } from "../contracts/ids.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { ShardMap } from "../contracts/registry.ts";
import type { TriggerStatus } from "../contracts/vault-view.ts";
import type { KeyEncryptionKeys } from "./access/open-sealed-key.ts";
import { ChainSettings } from "./core/chain-settings.ts";
import type { RegistryHolding } from "./core/compare-holding.ts";
import type { KeyEncryptionKey } from "./core/session-seal.ts";
import type { TradingStateEntry } from "./core/trading-state.ts";
import type { OwnerDirectoryActor } from "./owner-directory-actor.ts";
import type { VaultActor } from "./vault-actor.ts";

/** Everything the vault Worker is given. It alone holds keys. */
export type VaultEnv = {
  readonly VAULT: DurableObjectNamespace<VaultActor>;
  readonly OWNER_DIRECTORY: DurableObjectNamespace<OwnerDirectoryActor>;
  /** Of the edge Worker, by script name. */
  readonly REGISTRY: {
    getByName(name: string): {
      /** Of the root alone. */
      shards(): Promise<ShardMap>;
      changed(vault: string): Promise<void>;
      holding(vault: string): Promise<RegistryHolding>;
      status(vault: string): Promise<Record<string, TriggerStatus>>;
    };
  };
  readonly LIVE_FEED: {
    getByName(name: string): { publish(topic: string, type: "vault", data: unknown): Promise<void> };
  };
  readonly OPEN_WORK: {
    getByName(name: string): { add(vault: VaultAddress): Promise<void>; remove(vault: VaultAddress): Promise<void> };
  };
  readonly TRADING_STATE: { getByName(name: string): { read(): Promise<TradingStateEntry> } };
  readonly QUEUE_JOURNAL: Queue;
  /** JSON: `ChainSettings`. */
  readonly CHAIN: string;
  /** The evaluate stage's Ed25519 public key, base64 of SPKI. */
  readonly FIRES_PUBLIC_KEY: string;
  /** How often a cast in flight looks at the chain, in milliseconds; 2000 unless told. */
  readonly CAST_POLL_MS?: string;
  /**
   * `chain` where event time is simulated and only the chain follows it. Otherwise the wall clock tells which events are of a
   * time that has not come: a chain that stands still then costs no fire.
   */
  readonly EVENT_CLOCK?: string;
  /** Pages that may sign owners in, as a JSON list of origins; nobody signs in where it is missing. */
  readonly ALLOWED_ORIGINS?: string;
  /** Secret: 32 bytes in base64, which seal the session keys. */
  readonly KEY_ENCRYPTION_KEY: string;
  /** Secret: the key before it, while session keys are still sealed under that. Each is sealed anew when it is opened. */
  readonly KEY_ENCRYPTION_KEY_PREVIOUS?: string;
  /** Secret: 32 bytes in hex, from which every vault's relayer lane is derived. */
  readonly RELAYER_KEY: string;
};

const required = [
  "VAULT",
  "OWNER_DIRECTORY",
  "REGISTRY",
  "LIVE_FEED",
  "OPEN_WORK",
  "TRADING_STATE",
  "QUEUE_JOURNAL",
  "CHAIN",
  "FIRES_PUBLIC_KEY",
  ...pipelines.workers.vault.secrets,
] as const;

/** The settings of the vault Worker, parsed once per object. Throws and names all that is missing or malformed. */
export function readVaultSettings(env: VaultEnv) {
  const missing = required.filter((name) => (env as unknown as Record<string, unknown>)[name] === undefined);
  if (missing.length > 0) throw new Error(`the vault Worker lacks these bindings: ${missing.join(", ")}`);
  if (!isHex(env.RELAYER_KEY) || env.RELAYER_KEY.length !== 66) throw new Error("RELAYER_KEY must be 32 bytes in hex");
  const pollMs = Number(env.CAST_POLL_MS ?? "2000");
  if (!Number.isInteger(pollMs) || pollMs < 10) throw new Error("CAST_POLL_MS must be a whole number from 10");
  const keks: KeyEncryptionKeys = {
    kek: readKeyEncryptionKey("KEY_ENCRYPTION_KEY", env.KEY_ENCRYPTION_KEY),
    ...(env.KEY_ENCRYPTION_KEY_PREVIOUS === undefined
      ? {}
      : { kekPrevious: readKeyEncryptionKey("KEY_ENCRYPTION_KEY_PREVIOUS", env.KEY_ENCRYPTION_KEY_PREVIOUS) }),
  };
  const origins = AllowedOrigins.parse(JSON.parse(env.ALLOWED_ORIGINS ?? "[]"));
  return {
    chain: ChainSettings.parse(JSON.parse(env.CHAIN)),
    ...keks,
    origins,
    relayerKey: env.RELAYER_KEY as Hex,
    pollMs,
    isEventTimeSimulated: env.EVENT_CLOCK === "chain",
  };
}
export type VaultSettings = ReturnType<typeof readVaultSettings>;

/** Its id is taken from the key, so that a sealed record says under which of two it is sealed. */
function readKeyEncryptionKey(name: string, text: string): KeyEncryptionKey {
  const key = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  if (key.length !== 32) throw new Error(`${name} must be 32 bytes in base64`);
  return { id: `kek-${sha256(key).slice(2, 10)}`, key };
}

const AllowedOrigins = z.array(
  z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, "expected an origin"),
);

/** What the object of all vaults' trading state is given. */
export type TradingStateEnv = Pick<VaultEnv, "CHAIN"> & {
  /** Addresses whose signature sets the trading state of all vaults, as a JSON list; nobody's where it is missing. */
  readonly OPERATORS?: string;
};

export function readOperators(env: TradingStateEnv): { chainId: number; operators: readonly Address[] } {
  const operators = z.array(z.custom<Address>((value) => typeof value === "string" && isAddress(value)));
  return {
    chainId: ChainSettings.parse(JSON.parse(env.CHAIN)).chainId,
    operators: operators.parse(JSON.parse(env.OPERATORS ?? "[]")),
  };
}
