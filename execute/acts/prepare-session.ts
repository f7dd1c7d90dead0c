import { type Address, bytesToHex, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { SessionTerms } from "../../contracts/session-terms.ts";
import { readBalances } from "../adapters/read-balances.ts";
import type { StoredAllowance } from "../core/accrued-allowance.ts";
import type { ActFault } from "../core/act.ts";
import { type BuildSessionInput, type BuiltSession, buildSession, nothing } from "../core/build-session.ts";
import { compareCodeHashes, listCodeNames } from "../core/code-hashes.ts";
import { mostAtOnce } from "../core/permissions/allowance.ts";
import { owedSymbol } from "../core/positions/position-tokens.ts";
import { buildSafeBatch } from "../core/safe-tx.ts";
import { toSafeTxJson } from "../core/safe-tx-json.ts";
import { sealSessionKey } from "../core/session-seal.ts";
import type { SessionRecord } from "../records/session-records.ts";
import { type ActDeps, type ActResult, laneAddress, openRoles, refuse } from "./act-deps.ts";

type NewKey = { readonly id: string; readonly privateKey: Hex; readonly address: Address };

/**
 * Makes the keys, which never leave this vault, and the one transaction with which the owners arm them. Keys that are armed
 * now lose their roles in it: sessions of a vault share its allowances.
 */
export async function prepareSession(terms: SessionTerms, deps: ActDeps): ActResult {
  const { settings, vault } = deps;
  const roles = openRoles(deps);
  const unsafe = await checkCode(deps, roles);
  if (unsafe !== null) return unsafe;
  const state = await readArmState(deps, roles);
  if (!state.ok) return state;
  const listed = new Set(state.value.rolesModules.map((module) => module.toLowerCase()));
  const isListed = (key: Address) => listed.has(key.toLowerCase());
  const session = makeKey();
  const emergency = terms.emergency === null ? null : makeKey();
  const input: Omit<BuildSessionInput, "stored"> = {
    safe: vault,
    roles,
    settings,
    terms,
    sessionId: session.id,
    sessionKey: session.address,
    emergency: emergency && { id: emergency.id, key: emergency.address },
    isRolesEnabled: state.value.isRolesEnabled,
    debtUnits: state.value.debtUnits,
    replaces: {
      // Sessions of a vault share its allowances: an earlier key that is still a member would spend from this one's.
      members: deps.sessions
        .list()
        .flatMap(({ address, roleKey }) => (isListed(address) ? [{ key: address, roleKey }] : [])),
      rolesModules: state.value.rolesModules,
    },
  };
  const built = await buildWithStored(input, deps);
  if (!built.ok) return built;
  const { nonce } = state.value;
  const plans = built.value;
  const calls = [...plans.session.calls, ...(plans.emergency?.calls ?? [])];
  const armTx = toSafeTxJson(buildSafeBatch({ calls, multiSendCallOnly: settings.multiSendCallOnly, nonce }));
  const main = {
    ...toRecord("main", session, plans.session, { terms, nonce, pairedId: emergency?.id ?? null }),
    armTx,
  };
  const sealedMain = await seal(session, deps);
  const second =
    emergency === null || plans.emergency === null
      ? null
      : {
          record: toRecord("emergency", emergency, plans.emergency, { terms, nonce, pairedId: session.id }),
          sealed: await seal(emergency, deps),
        };
  deps.commit(`session ${main.address}${second === null ? "" : `, emergency key ${second.record.address}`}`, () => {
    deps.sessions.add(main, sealedMain, deps.nowWallMs());
    if (second !== null) deps.sessions.add(second.record, second.sealed, deps.nowWallMs());
  });
  return ok({
    sessionId: main.id,
    address: main.address,
    words: main.words,
    relayer: laneAddress(deps, "main"),
    emergencyAddress: second?.record.address ?? null,
    emergencyWords: second?.record.words ?? [],
    emergencyRelayer: second === null ? null : laneAddress(deps, "emergency"),
    safeTx: armTx,
  });
}

/** Null where every contract that the session will rely on has the code that the settings pin. */
export async function checkCode(deps: ActDeps, roles: Address): Promise<Result<never, ActFault> | null> {
  const { chain, settings, vault } = deps;
  const found = await chain.codeHashes({ settings, safe: vault, roles });
  if (!found.ok) return refuse("chain-unreachable", found.error.message);
  const compared = compareCodeHashes(listCodeNames(settings), settings.codeHashes as Record<string, Hex>, found.value);
  return compared.ok ? null : refuse("wrong-code", `${compared.error.code}: ${compared.error.message}`);
}

async function readArmState({ chain, settings, vault }: ActDeps, roles: Address) {
  const [isRolesEnabled, nonce, rolesModules, balances] = await Promise.all([
    chain.isModuleEnabled(vault, roles),
    chain.safeNonce(vault),
    chain.rolesModules(roles),
    readBalances(chain, settings, vault, "latest"),
  ]);
  if (!isRolesEnabled.ok) return refuse("chain-unreachable", isRolesEnabled.error.message);
  if (!nonce.ok) return refuse("chain-unreachable", nonce.error.message);
  if (!rolesModules.ok) return refuse("chain-unreachable", rolesModules.error.message);
  if (!balances.ok) return refuse("chain-unreachable", balances.error.message);
  const debtUnits = (symbol: string) =>
    BigInt(balances.value.find((amount) => amount.symbol === owedSymbol(symbol))?.amount ?? "0");
  return ok({
    isRolesEnabled: isRolesEnabled.value,
    nonce: nonce.value,
    rolesModules: rolesModules.value,
    debtUnits,
  });
}

/** Built twice: the first time tells which allowances are carried over, and so have to be read for the owner's words. */
async function buildWithStored(
  input: Omit<BuildSessionInput, "stored">,
  { chain }: ActDeps,
): Promise<Result<BuiltSession, ActFault>> {
  const draft = buildSession({ ...input, stored: () => nothing });
  if (!draft.ok) return refuse("bad-body", draft.error.message);
  const plans = [draft.value.session, ...(draft.value.emergency === null ? [] : [draft.value.emergency])];
  const carried = plans
    .flatMap(({ allowances }) => allowances)
    .flatMap(({ key, setting }) => (setting.kind === "carry-over" ? [key] : []));
  const stored = new Map<Hex, StoredAllowance>();
  for (const key of new Set(carried)) {
    const read = await chain.allowance(input.roles, key);
    if (!read.ok) return err({ code: "chain-unreachable", message: read.error.message });
    stored.set(key, read.value);
  }
  const built = buildSession({ ...input, stored: (key) => stored.get(key) ?? nothing });
  return built.ok ? built : refuse("bad-body", built.error.message);
}

function makeKey(): NewKey {
  const privateKey = generatePrivateKey();
  const id = bytesToHex(crypto.getRandomValues(new Uint8Array(16))).slice(2);
  return { id, privateKey, address: privateKeyToAccount(privateKey).address };
}

function toRecord(
  lane: SessionRecord["lane"],
  key: NewKey,
  plan: BuiltSession["session"],
  { terms, nonce, pairedId }: { terms: SessionTerms; nonce: bigint; pairedId: string | null },
): SessionRecord {
  return {
    id: key.id,
    state: "prepared",
    lane,
    address: key.address,
    roleKey: plan.roleKey,
    allowances: plan.allowances.map(({ key: allowance, purpose, token, setting }) => ({
      key: allowance,
      purpose,
      symbol: token.symbol,
      most: mostAtOnce(setting).toString(),
    })),
    approvals: plan.approvals.map(({ token, spender }) => ({ token, spender })),
    expiresAtMs: lane === "main" ? terms.expiresAtMs : (terms.emergency?.expiresAtMs ?? terms.expiresAtMs),
    words: plan.words,
    terms,
    pairedId,
    armNonce: nonce.toString(),
  };
}

const seal = ({ id, privateKey }: NewKey, { vault, kek }: ActDeps) =>
  sealSessionKey({
    vaultId: vault,
    recordId: id,
    privateKey,
    kek,
    nonce: crypto.getRandomValues(new Uint8Array(12)),
  });
