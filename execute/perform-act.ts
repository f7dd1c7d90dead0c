import { type Address, bytesToHex, getAddress, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { SignalCatalogue } from "../conditions/signal-catalogue.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { conditionWindowMsMax } from "../contracts/trigger.ts";
import type { Chain } from "./adapters/chain.ts";
import { type ActBody, type ActFault, type ActName, actBodies, readActBody } from "./core/act.ts";
import { buildArmPlan, deriveSessionKeys } from "./core/arm-plan.ts";
import { type ChainSettings, findToken } from "./core/chain-settings.ts";
import { checkNewTrigger } from "./core/check-new-trigger.ts";
import { buildDisarmPlan } from "./core/disarm-plan.ts";
import { deriveLaneKey } from "./core/lane-key.ts";
import { buildSafeBatch, type SafeTx } from "./core/safe-tx.ts";
import { type KeyEncryptionKey, sealSessionKey } from "./core/session-seal.ts";
import { type AccessRecords, hashToken } from "./records/access-records.ts";
import type { SessionRecord, SessionRecords } from "./records/session-records.ts";
import type { TriggerRecords } from "./records/trigger-records.ts";

/** What an act works on. Every write goes through `commit`, which also notes the act in the audit log. */
export type ActDeps = {
  readonly vault: Address;
  readonly settings: ChainSettings;
  readonly chain: Chain;
  readonly kek: KeyEncryptionKey;
  readonly relayerKey: Hex;
  readonly cadenceMs: number;
  readonly catalogue: SignalCatalogue;
  readonly nowWallMs: () => number;
  readonly roles: () => Address | undefined;
  readonly setRoles: (roles: Address) => void;
  readonly triggers: TriggerRecords;
  readonly sessions: SessionRecords;
  readonly access: AccessRecords;
  readonly commit: (detail: string, work: () => void, effects?: { readonly conditionsChanged?: boolean }) => void;
};

/** A Safe transaction as JSON: amounts as decimal strings. */
export type SafeTxJson = { readonly [Field in keyof SafeTx]: SafeTx[Field] extends bigint ? string : SafeTx[Field] };

/** What an act answers. A transaction that the owner still has to sign and send is in `safeTx`. */
export type ActAnswer = {
  readonly [field: string]: string | number | boolean | null | readonly string[] | SafeTxJson;
};
type Answer = Promise<Result<ActAnswer, ActFault>>;

/** Performs an act whose signature, nonce and owner were checked. */
export async function performAct(name: ActName, bodyText: string, deps: ActDeps): Answer {
  if (!(name in actBodies)) return refuse("bad-act", `there is no act ${name}`);
  if (name !== "open" && deps.roles() === undefined)
    return refuse("not-open", "the owner has to open this vault first");
  const perform = acts[name] as (body: unknown, deps: ActDeps) => Answer;
  const body = readActBody(name, bodyText);
  return body.ok ? perform(body.value, deps) : body;
}

const acts: { readonly [Name in ActName]: (body: ActBody<Name>, deps: ActDeps) => Answer } = {
  open: async ({ roles }, deps) => {
    const [avatar, target] = await Promise.all([deps.chain.rolesAvatar(roles), deps.chain.rolesTarget(roles)]);
    if (!avatar.ok) return refuse("chain-unreachable", avatar.error.message);
    if (!target.ok) return refuse("chain-unreachable", target.error.message);
    const vault = getAddress(deps.vault);
    if (getAddress(avatar.value) !== vault || getAddress(target.value) !== vault) {
      return refuse("refused", `the Roles modifier ${roles} does not act for this Safe`);
    }
    deps.commit(`Roles modifier ${roles}`, () => deps.setRoles(roles));
    return ok({ vault: deps.vault, relayer: laneAddress(deps) });
  },

  "prepare-session": async (body, deps) => {
    const { settings, chain, vault } = deps;
    const roles = openRoles(deps);
    const sell = findToken(settings, body.sell);
    const buy = findToken(settings, body.buy);
    if (sell === undefined || buy === undefined || sell === buy) {
      return refuse("bad-body", `expected two of ${settings.tokens.map((token) => token.symbol).join(", ")}`);
    }
    const [isRolesEnabled, nonce] = await Promise.all([chain.isModuleEnabled(vault, roles), chain.safeNonce(vault)]);
    if (!isRolesEnabled.ok) return refuse("chain-unreachable", isRolesEnabled.error.message);
    if (!nonce.ok) return refuse("chain-unreachable", nonce.error.message);
    const key = generatePrivateKey();
    const id = bytesToHex(crypto.getRandomValues(new Uint8Array(16))).slice(2);
    const plan = buildArmPlan({
      safe: vault,
      roles,
      sessionKey: privateKeyToAccount(key).address,
      sessionId: id,
      expiresAtSeconds: BigInt(Math.floor(body.expiresAtMs / 1_000)),
      isRolesEnabled: isRolesEnabled.value,
      castGuard: settings.castGuard,
      multiSendCallOnly: settings.multiSendCallOnly,
      multiSendUnwrapper: settings.multiSendUnwrapper,
      router: settings.swapRouter,
      sell,
      buy,
      poolFeePips: settings.poolFeePips,
      allowance: { balance: BigInt(body.allowance) },
      priceFloor: { contract: settings.leastOutput, windowSeconds: 300, maxLossBps: body.lossBpsMax },
    });
    const record: SessionRecord = {
      id,
      state: "prepared",
      address: privateKeyToAccount(key).address,
      sell: sell.symbol,
      buy: buy.symbol,
      roleKey: plan.roleKey,
      allowanceKeys: plan.allowanceKeys,
      expiresAtMs: body.expiresAtMs,
      words: plan.words,
    };
    const sealed = await sealSessionKey({
      vaultId: vault,
      recordId: id,
      privateKey: key,
      kek: deps.kek,
      nonce: crypto.getRandomValues(new Uint8Array(12)),
    });
    deps.commit(`session ${record.address}`, () => deps.sessions.add(record, sealed, deps.nowWallMs()));
    const tx = buildSafeBatch({ calls: plan.calls, multiSendCallOnly: settings.multiSendCallOnly, nonce: nonce.value });
    return ok({
      sessionId: id,
      address: record.address,
      words: plan.words,
      safeTx: toJson(tx),
      relayer: laneAddress(deps),
    });
  },

  "confirm-session": async ({ sessionId }, deps) => {
    const session = deps.sessions.find(sessionId);
    if (session === undefined || session.state === "revoked")
      return refuse("refused", "there is no such prepared session");
    const roles = openRoles(deps);
    const [isRolesEnabled, isMember, allowance] = await Promise.all([
      deps.chain.isModuleEnabled(deps.vault, roles),
      deps.chain.isModuleEnabled(roles, session.address),
      deps.chain.allowance(roles, session.allowanceKeys.swap),
    ]);
    for (const read of [isRolesEnabled, isMember, allowance]) {
      if (!read.ok) return refuse("chain-unreachable", read.error.message);
    }
    const isArmed = isRolesEnabled.ok && isRolesEnabled.value && isMember.ok && isMember.value;
    if (!isArmed)
      return refuse("refused", "the chain does not show this session yet: sign and send its transaction first");
    // DISARM may have come while the chain was asked: a key that is destroyed cannot be put into use.
    if (deps.sessions.find(sessionId)?.state === "revoked") return refuse("refused", "the session has been revoked");
    deps.commit(`session ${session.address}`, () => deps.sessions.arm(sessionId));
    return ok({ sessionId, state: "armed" });
  },

  disarm: async (_body, deps) => {
    const session = deps.sessions.latest();
    deps.commit("the session key is destroyed", () => deps.sessions.revokeAll());
    if (session === undefined) return ok({ state: "revoked", safeTx: null });
    // The first half is done. Without an answer of the chain the second can be asked for again.
    const roles = openRoles(deps);
    const [modules, nonce] = await Promise.all([deps.chain.rolesModules(roles), deps.chain.safeNonce(deps.vault)]);
    if (!modules.ok || !nonce.ok) return ok({ state: "revoked", safeTx: null });
    const sell = findToken(deps.settings, session.sell);
    const plan = buildDisarmPlan({
      roles,
      sessionKey: session.address,
      ...deriveSessionKeys(session.id),
      rolesModules: modules.value,
      approvals: sell === undefined ? [] : [{ token: sell.address, spender: deps.settings.swapRouter }],
    });
    const { multiSendCallOnly } = deps.settings;
    const tx = buildSafeBatch({ calls: plan.calls, multiSendCallOnly, nonce: nonce.value });
    return ok({ state: "revoked", words: plan.words, safeTx: toJson(tx) });
  },

  "put-trigger": async ({ trigger }, deps) => {
    const { catalogue, cadenceMs } = deps;
    const fault = checkNewTrigger(trigger, {
      held: deps.triggers.list().map((held) => held.trigger),
      compile: { catalogue, cadenceMs, windowMsMax: conditionWindowMsMax },
    });
    if (fault !== null) return refuse("bad-body", `${fault.field}: ${fault.message}`);
    let version = 0;
    deps.commit(
      `trigger ${trigger.id}: ${trigger.when}`,
      () => {
        version = deps.triggers.put(trigger).version;
      },
      { conditionsChanged: true },
    );
    return ok({ triggerId: trigger.id, version });
  },

  "set-trigger-enabled": async ({ triggerId, enabled }, deps) => {
    if (deps.triggers.find(triggerId) === undefined) return refuse("refused", `there is no trigger ${triggerId}`);
    const work = () => deps.triggers.setEnabled(triggerId, enabled);
    deps.commit(`trigger ${triggerId}: ${enabled ? "on" : "off"}`, work, { conditionsChanged: true });
    return ok({ triggerId, enabled });
  },

  "grant-view": async ({ expiresAtMs }, deps) => {
    const token = bytesToHex(crypto.getRandomValues(new Uint8Array(32))).slice(2);
    const tokenHash = await hashToken(token);
    deps.commit(`until ${new Date(expiresAtMs).toISOString()}`, () => deps.access.grantView(tokenHash, expiresAtMs));
    return ok({ token, expiresAtMs });
  },
};

const laneAddress = (deps: ActDeps): Address => privateKeyToAccount(deriveLaneKey(deps.relayerKey, deps.vault)).address;

function openRoles(deps: ActDeps): Address {
  const roles = deps.roles();
  if (roles === undefined) throw new Error("checked before every act but open");
  return roles;
}

function toJson(tx: SafeTx): SafeTxJson {
  const { value, safeTxGas, baseGas, gasPrice, nonce } = tx;
  return {
    ...tx,
    value: value.toString(),
    safeTxGas: safeTxGas.toString(),
    baseGas: baseGas.toString(),
    gasPrice: gasPrice.toString(),
    nonce: nonce.toString(),
  };
}

const refuse = (code: ActFault["code"], message: string): Result<ActAnswer, ActFault> => err({ code, message });
