import type { Address } from "viem";
import type { Outbox } from "../../actors/core/outbox.ts";
import type { Schedules } from "../../actors/core/schedules.ts";
import type { ActorState } from "../../actors/core/state.ts";
import type { VaultAddress } from "../../contracts/ids.ts";
import type { Chain } from "../adapters/chain.ts";
import type { VaultEnv, VaultSettings } from "../bindings.ts";
import type { CastDesk } from "../casts/cast-desk.ts";
import type { VaultRecords } from "./vault-records.ts";

/** What the parts of one vault share. */
export type VaultCore = {
  readonly env: VaultEnv;
  readonly settings: VaultSettings;
  readonly chain: Chain;
  /** The same for what people read, on a budget of its own. */
  readonly viewChain: Chain;
  readonly records: VaultRecords;
  readonly desk: CastDesk;
  readonly state: ActorState;
  readonly outbox: Outbox;
  readonly schedules: Schedules;
  readonly nowWallMs: () => number;
  /** All that `work` writes, or nothing. */
  readonly commit: (work: () => void) => void;
  /** The object's name; throws where it is no vault's. */
  readonly vault: () => VaultAddress;
  readonly safe: () => Address;
  /** The Safe's Roles modifier; undefined until the owners have opened the vault. */
  readonly roles: () => Address | undefined;
};
