import { type Hex, isHex } from "viem";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { ShardMap } from "../contracts/registry.ts";
import type { TriggerStatus } from "../contracts/vault-view.ts";
import { ChainSettings } from "./core/chain-settings.ts";
import type { RegistryHolding } from "./core/compare-holding.ts";
import type { KeyEncryptionKey } from "./core/session-seal.ts";
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
  readonly QUEUE_JOURNAL: Queue;
  /** JSON: `ChainSettings`. */
  readonly CHAIN: string;
  /** The evaluate stage's Ed25519 public key, base64 of SPKI. */
  readonly FIRES_PUBLIC_KEY: string;
  /** How often a cast in flight looks at the chain, in milliseconds; 2000 unless told. */
  readonly CAST_POLL_MS?: string;
  /** Secret: 32 bytes in base64, which seal the session keys. */
  readonly KEY_ENCRYPTION_KEY: string;
  /** Secret: 32 bytes in hex, from which every vault's relayer lane is derived. */
  readonly RELAYER_KEY: string;
};

const required = [
  "VAULT",
  "OWNER_DIRECTORY",
  "REGISTRY",
  "LIVE_FEED",
  "QUEUE_JOURNAL",
  "CHAIN",
  "FIRES_PUBLIC_KEY",
  ...pipelines.workers.vault.secrets,
] as const;

/** The settings of the vault Worker, parsed once per object. Throws and names all that is missing or malformed. */
export function readVaultSettings(env: VaultEnv) {
  const missing = required.filter((name) => (env as unknown as Record<string, unknown>)[name] === undefined);
  if (missing.length > 0) throw new Error(`the vault Worker lacks these bindings: ${missing.join(", ")}`);
  const kekBytes = Uint8Array.from(atob(env.KEY_ENCRYPTION_KEY), (char) => char.charCodeAt(0));
  if (kekBytes.length !== 32) throw new Error("KEY_ENCRYPTION_KEY must be 32 bytes in base64");
  if (!isHex(env.RELAYER_KEY) || env.RELAYER_KEY.length !== 66) throw new Error("RELAYER_KEY must be 32 bytes in hex");
  const pollMs = Number(env.CAST_POLL_MS ?? "2000");
  if (!Number.isInteger(pollMs) || pollMs < 10) throw new Error("CAST_POLL_MS must be a whole number from 10");
  const kek: KeyEncryptionKey = { id: "kek-1", key: kekBytes };
  return { chain: ChainSettings.parse(JSON.parse(env.CHAIN)), kek, relayerKey: env.RELAYER_KEY as Hex, pollMs };
}
export type VaultSettings = ReturnType<typeof readVaultSettings>;
