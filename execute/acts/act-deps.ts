import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { CastLane } from "../../contracts/cast.ts";
import { err, type Result } from "../../contracts/result.ts";
import type { VaultFaultCode } from "../../contracts/vault-fault.ts";
import type { Chain } from "../adapters/chain.ts";
import type { ActFault } from "../core/act.ts";
import type { ActBody, ActName } from "../core/act-bodies.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { deriveLaneKey } from "../core/lane-key.ts";
import type { SafeTxJson } from "../core/safe-tx-json.ts";
import type { KeyEncryptionKey } from "../core/session-seal.ts";
import type { AccessRecords } from "../records/access-records.ts";
import type { AgentRecords } from "../records/agent-records.ts";
import type { RequestRecords } from "../records/request-records.ts";
import type { SessionRecords } from "../records/session-records.ts";
import type { SignInRecords } from "../records/sign-in-records.ts";
import type { TriggerRecords } from "../records/trigger-records.ts";

/** Who acts, proved. `owner` is the first of those who signed. */
export type Caller =
  | { readonly kind: "owners"; readonly owner: Address; readonly owners: readonly Address[] }
  | { readonly kind: "sign-in"; readonly owner: Address; readonly id: string }
  | { readonly kind: "agent"; readonly id: string; readonly name: string };

/** What an act changes besides its records. */
export type ActEffects = { readonly conditionsChanged?: boolean };

/** What every act is given, those of other parts among them. */
export type ActContext = {
  readonly vault: Address;
  readonly caller: Caller;
  /** The same for the same proof and for no other: what an act creates is named after it. */
  readonly requestId: Hex;
  readonly nowWallMs: () => number;
  /**
   * Stores what `work` writes, all or nothing, together with the note in the audit log. An act writes through this alone,
   * and once. It throws, and stores nothing, where somebody else was faster: a limit is used up, a request decided.
   */
  readonly commit: (detail: string, work: () => void, effects?: ActEffects) => void;
};

/** What the acts of this folder work on. */
export type ActDeps = ActContext & {
  readonly settings: ChainSettings;
  readonly chain: Chain;
  readonly kek: KeyEncryptionKey;
  readonly relayerKey: Hex;
  readonly cadenceMs: number;
  readonly catalogue: SignalCatalogue;
  readonly roles: () => Address | undefined;
  readonly setRoles: (roles: Address) => void;
  readonly triggers: TriggerRecords;
  readonly sessions: SessionRecords;
  readonly access: AccessRecords;
  readonly signIns: SignInRecords;
  readonly agents: AgentRecords;
  readonly requests: RequestRecords;
  /** Performs what an agent asked for, in that agent's name. */
  readonly runRequest: (requestId: string) => ActResult;
};

/** What an act answers. A transaction that the owner still has to sign and send is in `safeTx`. */
export type ActAnswer = {
  readonly [field: string]: string | number | boolean | null | readonly string[] | SafeTxJson;
};
export type ActResult = Promise<Result<ActAnswer, ActFault>>;

export type PerformAct<Name extends ActName, Deps = ActDeps> = (body: ActBody<Name>, deps: Deps) => ActResult;

/** Acts whose effects are another part's. One that is missing is refused as `unavailable`. */
export type DelegatedAct =
  | "request-cast"
  | "cancel-cast"
  | "dismiss-alert"
  | "undo"
  | "emergency-close"
  | "set-trading-state"
  | "set-limits"
  | "put-rule"
  | "remove-rule";
export type ActHandlers = { readonly [Name in DelegatedAct]?: PerformAct<Name, ActContext> };

export const refuse = (code: VaultFaultCode, message: string): Result<never, ActFault> => err({ code, message });

/** The relayer lane that a vault's owner has to fund before it can cast. */
export const laneAddress = (
  { relayerKey, vault }: Pick<ActDeps, "relayerKey" | "vault">,
  lane: CastLane = "main",
): Address => privateKeyToAccount(deriveLaneKey(relayerKey, vault, lane)).address;

export function openRoles(deps: Pick<ActDeps, "roles">): Address {
  const roles = deps.roles();
  if (roles === undefined) throw new Error("checked before every act but open");
  return roles;
}
