/// <reference types="@cloudflare/vitest-plugin/types" />
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { parseTransaction } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, expect, test, vi } from "vitest";
import { Trigger } from "../contracts/trigger.ts";
import type { ActBody } from "./core/act-bodies.ts";
import type { CastRecord } from "./core/cast-record.ts";
import { operatorTypedData } from "./core/operator-order.ts";
import type { OpenWorkActor } from "./open-work-actor.ts";
import { openWorkNameOf } from "./open-work-names.ts";
import { CastRecords } from "./records/cast-records.ts";
import { fallOf, fallTrigger, openTestVault, startMs, type TestEnv, type TestVault } from "./test-vault.ts";
import { globalTradingState, type TradingStateActor } from "./trading-state-actor.ts";
import { vaultMigrations } from "./vault/vault-migrations.ts";
import type { VaultActor } from "./vault-actor.ts";

vi.setConfig({ testTimeout: 20_000 });
/** Of the address that the test Worker's settings name. */
const operatorKey = `0x${"7".repeat(64)}` as const;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const opened: TestVault[] = [];
const open = async () => {
  const vault = await openTestVault(env as unknown as TestEnv);
  opened.push(vault);
  await vault.perform("put-trigger", { trigger: fallTrigger });
  return vault;
};
/** The casts that a test leaves open would go on asking the next test's node. */
afterEach(async () => {
  await abortAllDurableObjects();
  for (const { reach } of opened.splice(0)) {
    await runInDurableObject(reach(), (_actor: VaultActor, { storage }) => {
      storage.sql.exec("update casts set is_open = 0");
      storage.sql.exec("delete from _schedules");
    });
  }
});
const send = async (vault: TestVault, ...fires: object[]) => vault.reach().acceptFires(await vault.sign(fires));
const taken = (accepted: number, refused = 0) => ({ ok: true, value: { accepted, refused } });

/** State and reason of each cast, the newest first. */
const casts = async ({ view }: TestVault) =>
  (await view()).casts.map(({ state, reason }) => (reason === null ? state : `${state} ${reason.code}`));
/** The same as stored, without asking the chain. */
const stored = (vault: TestVault) =>
  runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) =>
    [...storage.sql.exec<{ record: string }>("select record from casts order by seq desc")].map(
      ({ record }) => (JSON.parse(record) as CastRecord).cast,
    ),
  );
const reaches = (vault: TestVault, ...expected: string[]) =>
  expect.poll(() => casts(vault), { timeout: 5_000 }).toEqual(expected);

/** Holds the next request for a method back until `release`. A flag, not a promise: those do not cross between objects. */
async function holdNext({ node }: TestVault, method: string, start: () => Promise<unknown>) {
  let isHeld = false;
  let isReleased = false;
  node.beforeEffect = async (asked) => {
    if (asked !== method || isHeld) return;
    isHeld = true;
    while (!isReleased) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const started = start();
  await expect.poll(() => isHeld, { interval: 5 }).toBe(true);
  return {
    started,
    release: () => {
      isReleased = true;
    },
  };
}

test("a fire becomes one cast that is finalized; the same fire again, alone or in a crowd, is none", async () => {
  const vault = await open();
  const message = await vault.sign([fallOf()]);
  const reports = await Promise.all([1, 2, 3].map(() => vault.reach().acceptFires(message)));
  expect(reports.map((report) => (report.ok ? report.value.accepted : -1)).sort()).toEqual([0, 0, 1]);
  await reaches(vault, "PENDING");
  vault.node.mine();
  await reaches(vault, "CONFIRMED");
  vault.node.mine();
  vault.node.mine();
  await reaches(vault, "FINALIZED");
  expect(await vault.reach().acceptFires(message)).toEqual(taken(0, 1));
  expect(vault.node.executions).toBe(1);
  expect((await vault.view()).fires).toHaveLength(1);
});

test.each<[string, object]>([
  ["an epoch as text", { epoch: "100" }],
  ["no time", { atMs: Number.NaN }],
  ["half an epoch", { epoch: 0.5 }],
  ["no leaves", { explain: [] }],
  ["a field too many", { note: "" }],
])("a fire with %s is outside its contract, whoever signed it: nothing of it is taken in", async (_what, change) => {
  const vault = await open();
  expect(await send(vault, { ...fallOf(), ...change })).toMatchObject({ ok: false, error: { code: "bad-message" } });
  expect(await vault.reach().conditions()).toMatchObject({ conditions: [{ epoch: 0, lastFiredAtMs: null }] });
});

test("a fire of a time that has not come is refused and does not start the cooldown", async () => {
  const vault = await open();
  const atMs = startMs + 20_000 * dayMs;
  expect(await send(vault, fallOf({ atMs }))).toEqual(taken(0, 1));
  expect((await vault.view()).audit[0]?.detail).toContain("from-the-future");
  expect(await send(vault, fallOf())).toEqual(taken(1));
});

test("a cast is compared with the price of its own fire, however many fires came after it", async () => {
  const vault = await open();
  const chatter = Trigger.parse({
    ...fallTrigger,
    id: "chatter",
    cooldown: "0s",
    action: { type: "notify" },
  });
  await vault.perform("put-trigger", { trigger: chatter });
  const others = Array.from({ length: 60 }, (_, epoch) => fallOf({ triggerId: chatter.id, epoch }));
  expect(await send(vault, fallOf({ priceUsd: 1_000 }), ...others)).toEqual(taken(61));
  await reaches(vault, "REFUSED price-deviates");
  expect(vault.node.sentBytes).toEqual([]);
});

test("DISARM while a cast is being prepared: nothing is signed or sent after it", async () => {
  const vault = await open();
  const { release } = await holdNext(vault, "eth_estimateGas", () => send(vault, fallOf()));
  await vault.perform("disarm", {});
  release();
  await reaches(vault, "REFUSED no-session");
  expect(vault.node.sentBytes).toEqual([]);
});

test("DISARM while a session is being confirmed: it stays revoked", async () => {
  const vault = await open();
  const session = await vault.prepareSession();
  vault.node.modules = [session.address as `0x${string}`];
  const confirming = await holdNext(vault, "isModuleEnabled", () =>
    vault.act("confirm-session", { sessionId: String(session.sessionId) }),
  );
  await vault.perform("disarm", {});
  confirming.release();
  expect(await confirming.started).toMatchObject({ ok: false, error: { code: "refused" } });
  expect((await vault.view()).session.state).toBe("revoked");
});

test("a cast that waits for the one before it says so", async () => {
  const vault = await open();
  await send(vault, fallOf());
  await reaches(vault, "PENDING");
  // Time goes on in empty blocks, as if its fee were too low.
  vault.node.dropPool();
  vault.node.fate = "lost";
  vault.node.mine(3 * 3_600);
  await send(vault, fallOf({ epoch: 1, atMs: startMs + 3 * hourMs }));
  await reaches(vault, "CREATED waits-in-line", "PENDING");
});

test("a cast whose record is broken does not hold up the others", async () => {
  const vault = await open();
  vault.node.isDown = true;
  await send(vault, fallOf());
  await reaches(vault, "CREATED chain-unreachable");
  await runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => {
    storage.sql.exec("update casts set record = json_set(record, '$.cast.id', '0x12')");
  });
  vault.node.isDown = false;
  vault.node.mine(3 * 3_600);
  await send(vault, fallOf({ epoch: 1, atMs: startMs + 3 * hourMs }));
  await expect.poll(async () => (await casts(vault))[0], { timeout: 5_000 }).toBe("PENDING");
});

test.each<[string, "beforeEffect" | "beforeAnswer", string]>([
  ["when the fire has come", "beforeEffect", "eth_getBlockByNumber"],
  ["before it is signed", "beforeAnswer", "eth_estimateGas"],
  ["before the bytes leave", "beforeEffect", "eth_sendRawTransaction"],
  ["after the bytes have landed", "beforeAnswer", "eth_sendRawTransaction"],
  ["while its receipt is read", "beforeAnswer", "eth_getTransactionReceipt"],
])("the object dies %s: one set of bytes, one execution, and an end", async (_when, hook, method) => {
  const vault = await open();
  const { node } = vault;
  const message = await vault.sign([fallOf()]);
  let isDying = false;
  node[hook] = async (asked) => {
    if (asked !== method || isDying) return;
    isDying = true;
    await new Promise(() => {});
  };
  // The queue does not know what became of it.
  void vault
    .reach()
    .acceptFires(message)
    .catch(() => undefined);
  await expect.poll(() => isDying, { interval: 5 }).toBe(true);
  await abortAllDurableObjects();
  node[hook] = async () => {};
  await vault.reach().acceptFires(message);
  const state = async () => {
    node.mine();
    return (await stored(vault))[0]?.state;
  };
  await expect.poll(state, { interval: 40, timeout: 8_000 }).toBe("FINALIZED");
  expect(new Set(node.sentBytes).size).toBe(1);
  expect(node.executions).toBe(1);
  expect(await stored(vault)).toHaveLength(1);
});

test("answers get lost, the pool forgets, a block goes: it ends as if nothing had been", async () => {
  const vault = await open();
  const { node } = vault;
  node.fate = "answer-lost";
  await send(vault, fallOf());
  await expect.poll(() => node.sentBytes.length, { interval: 10 }).toBeGreaterThan(0);
  node.fate = "lost";
  node.dropPool();
  await expect.poll(() => node.sentBytes.length, { interval: 10 }).toBeGreaterThan(2);
  node.fate = "answered";
  await reaches(vault, "PENDING");
  node.mine();
  await reaches(vault, "CONFIRMED");
  node.reorganise();
  await expect.poll(async () => (await stored(vault))[0]?.steps.some(({ note }) => note?.includes("gone"))).toBe(true);
  await expect
    .poll(async () => {
      node.mine();
      return (await stored(vault))[0]?.state;
    })
    .toBe("FINALIZED");
  expect(new Set(node.sentBytes).size).toBe(1);
  expect(node.executions).toBe(1);
});

test("two casts at once: one after the other, with nonces that follow, the second of what the first left", async () => {
  const vault = await open();
  await vault.perform("put-trigger", { trigger: { ...fallTrigger, cooldown: "0s" } });
  expect(await send(vault, fallOf({ version: 2 }), fallOf({ version: 2, epoch: 1 }))).toEqual(taken(2));
  await reaches(vault, "CREATED waits-in-line", "PENDING");
  vault.node.mine();
  await reaches(vault, "PENDING", "CONFIRMED");
  for (let block = 0; block < 3; block += 1) vault.node.mine();
  await reaches(vault, "FINALIZED", "FINALIZED");
  // The same bytes may be sent again where a look came between a send and its answer.
  const nonces = [...new Set(vault.node.sentBytes)].map((bytes) => parseTransaction(bytes).nonce ?? 0);
  expect(nonces).toEqual([0, 1]);
  const [weth] = (await vault.view()).balances;
  expect(weth?.amount).toBe((25n * 10n ** 17n).toString());
});

test("while the chain does not answer, or the lane has no ether, a cast waits and says why; then it goes on", async () => {
  const vault = await open();
  const { node } = vault;
  /** The alarm that a waiting cast has set for later, now. */
  const lookAgain = async () => {
    await runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => {
      storage.sql.exec("update _schedules set due_ms = 1 where name = 'casts'");
    });
    await runDurableObjectAlarm(vault.reach());
  };
  node.isDown = true;
  expect(await send(vault, fallOf())).toEqual(taken(1));
  await reaches(vault, "CREATED chain-unreachable");
  await evictDurableObject(vault.reach());
  await reaches(vault, "CREATED chain-unreachable");
  node.isDown = false;
  node.weiInLane = 1n;
  await lookAgain();
  await reaches(vault, "CREATED no-gas-money");
  expect(node.sentBytes).toEqual([]);
  node.weiInLane = 10n ** 18n;
  await lookAgain();
  await reaches(vault, "PENDING");
});

test("a cast that waits longer than its deadline is refused, and was never sent", async () => {
  const vault = await open();
  vault.node.isDown = true;
  await send(vault, fallOf());
  await reaches(vault, "CREATED chain-unreachable");
  vault.node.isDown = false;
  vault.node.mine(1_801);
  await runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => {
    storage.sql.exec("update _schedules set due_ms = 1 where name = 'casts'");
  });
  await runDurableObjectAlarm(vault.reach());
  await reaches(vault, "REFUSED expired");
  expect(vault.node.sentBytes).toEqual([]);
});

test("fires that the evaluate stage did not sign are no fires", async () => {
  const vault = await open();
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"])) as CryptoKeyPair;
  const exported = new Uint8Array((await crypto.subtle.exportKey("pkcs8", pair.privateKey)) as ArrayBuffer);
  const stranger = btoa(String.fromCharCode(...exported));
  const message = await vault.sign([fallOf()]);
  const refused = { ok: false, error: { code: "bad-signature" } };
  expect(await vault.reach().acceptFires(await vault.sign([fallOf()], stranger))).toMatchObject(refused);
  const [entry] = message.body.entries;
  if (entry === undefined) throw new Error("there is one entry");
  for (const signature of ["", "%", entry.signature.slice(1)]) {
    const forged = { ...message, body: { ...message.body, entries: [{ ...entry, signature }] } };
    expect(await vault.reach().acceptFires(forged)).toMatchObject(refused);
  }
  expect((await vault.view()).fires).toEqual([]);
});

test("a message for other vaults is none of this vault's business", async () => {
  const [vault, other] = [await open(), await open()];
  const message = await other.sign([fallOf()]);
  expect(await vault.reach().acceptFires(message)).toEqual(taken(0));
  expect((await vault.view()).audit.map(({ act }) => act)).not.toContain("fire");
});

test("keys: sealed while in use, gone with the next session and with DISARM, never in what anyone reads", async () => {
  const vault = await open();
  const keys = async () => {
    const rows = await runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => [
      ...storage.sql.exec<{ state: string; has_key: number }>(
        "select state, sealed is not null as has_key from sessions",
      ),
    ]);
    return rows.map(({ state, has_key }) => `${state}${has_key === 1 ? " with its key" : ""}`).sort();
  };
  expect(await keys()).toEqual(["armed with its key"]);
  const next = await vault.prepareSession();
  expect(await keys()).toEqual(["armed with its key", "prepared with its key"]);
  expect(await vault.act("confirm-session", { sessionId: String(next.sessionId) })).toMatchObject({ ok: false });
  vault.node.modules = [next.address as `0x${string}`];
  await vault.perform("confirm-session", { sessionId: String(next.sessionId) });
  expect(await keys()).toEqual(["armed with its key", "revoked"]);
  await vault.perform("disarm", {});
  expect(await keys()).toEqual(["revoked", "revoked"]);
  expect(await vault.act("confirm-session", { sessionId: String(next.sessionId) })).toMatchObject({ ok: false });
  expect(JSON.stringify([await vault.view(), await vault.reach().conditions(), next])).not.toMatch(/sealed|signedTx/i);
});

test("a view token reads its own vault, until its time", async () => {
  const vault = await open();
  const { token } = await vault.perform("grant-view", { expiresAtMs: Date.now() + hourMs });
  const { token: old } = await vault.perform("grant-view", { expiresAtMs: Date.now() - 1 });
  expect(await vault.reach().checkView(String(token))).toBe(true);
  expect(await vault.reach().checkView(String(old))).toBe(false);
  const other = await open();
  expect(await other.reach().checkView(String(token))).toBe(false);
  expect(await other.reach().view(String(token))).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  await evictDurableObject(vault.reach());
  expect(await vault.reach().checkView(String(token))).toBe(true);
});

test("what an act leaves behind: the audit log, the owner's directory, a new revision for the registry", async () => {
  const vault = await open();
  const { audit, owners } = await vault.view();
  expect(audit.map(({ act, actor }) => `${act} ${actor === vault.node.owner}`)).toEqual([
    "put-trigger true",
    "grant-view true",
    "confirm-session true",
    "prepare-session true",
    "open true",
  ]);
  const directory = (env as unknown as TestEnv).OWNER_DIRECTORY.getByName(String(owners[0]).toLowerCase());
  await expect.poll(() => directory.vaults()).toEqual([vault.address]);
  expect(await vault.reach().conditions()).toMatchObject({ revision: "1" });
  const off = { triggerId: fallTrigger.id, enabled: false };
  await vault.perform("set-trigger-enabled", off);
  expect(await vault.reach().conditions()).toMatchObject({ revision: "2", conditions: [] });
  expect(await send(vault, fallOf())).toEqual(taken(0, 1));
});

test("a cast's course is told to the journal, each step once", async () => {
  const vault = await open();
  await send(vault, fallOf({ priceUsd: 1_000 }));
  await reaches(vault, "REFUSED price-deviates");
  const [cast] = await stored(vault);
  const { HOT } = env as unknown as { HOT: KVNamespace };
  const told = async () => (await HOT.list({ prefix: "sent:test-journal:journal:cast:" })).keys.map(({ name }) => name);
  const expected = [1, 2].map((step) => `sent:test-journal:journal:cast:${cast?.id}:${step}`);
  await expect.poll(async () => (await told()).filter((name) => name.includes(String(cast?.id)))).toEqual(expected);
});

test("a signed cast keeps its bytes: no row can take its nonce away, or be signed with the same", async () => {
  const vault = await open();
  await send(vault, fallOf());
  await reaches(vault, "PENDING");
  await runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => {
    const records = new CastRecords(storage.sql);
    const [record] = records.open();
    if (record === undefined || record.attempts.length === 0) throw new Error("it was signed");
    expect(() => records.put({ ...record, attempts: [] })).toThrow("keeps its nonce");
    const other = { ...record, cast: { ...record.cast, id: `0x${"9".repeat(64)}` as typeof record.cast.id } };
    expect(() => records.put(other)).toThrow("UNIQUE");
    expect(records.open()).toEqual([record]);
  });
});

test("the schema is there once, over an eviction too", async () => {
  const vault = await open();
  const schema = () =>
    runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => ({
      migrations: [...storage.sql.exec("select id from _migrations")],
      tables: [
        ...storage.sql.exec(
          "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' and name not like 'sqlite%' order by name",
        ),
      ].map(({ name }) => name),
    }));
  const before = await schema();
  expect(before).toEqual({
    migrations: vaultMigrations.map(({ id }) => ({ id })),
    tables: [
      "agent_casts",
      "agent_requests",
      "agent_triggers",
      "agents",
      "alerts",
      "audit",
      "casts",
      "fires",
      "gas",
      "grants",
      "nonces",
      "position_observations",
      "refusals",
      "rules",
      "sessions",
      "sign_ins",
      "trigger_floor",
      "triggers",
    ],
  });
  await evictDurableObject(vault.reach());
  expect(await schema()).toEqual(before);
});

test("a stranger's act, and an owner's act a second time, change nothing", async () => {
  const vault = await open();
  const stranger = privateKeyToAccount(generatePrivateKey());
  const off = { triggerId: fallTrigger.id, enabled: false };
  expect(await vault.act("set-trigger-enabled", off, { signer: stranger })).toMatchObject({
    ok: false,
    error: { code: "not-an-owner" },
  });
  const twice = await vault.signAct("set-trigger-enabled", off);
  expect(await vault.reach().act(twice)).toMatchObject({ ok: true });
  expect(await vault.reach().act(twice)).toMatchObject({ ok: false, error: { code: "unknown-nonce" } });
});

test("however many nonces strangers ask for, the owner's stays good", async () => {
  const vault = await open();
  const disarm = await vault.signAct("disarm", {});
  await Promise.all(Array.from({ length: 200 }, () => vault.reach().nonce()));
  expect(await vault.reach().act(disarm)).toMatchObject({ ok: true, value: { state: "revoked" } });
});

test("a nonce is good in its own vault alone, as it was issued, over an eviction too", async () => {
  const [vault, other] = [await open(), await open()];
  const foreign = await vault.issueNonce();
  const own = await other.issueNonce();
  const act = (nonce: string) => other.signAct("disarm", {}, { nonce });
  const unknown = { ok: false, error: { code: "unknown-nonce" } };
  expect(await other.reach().act(await act(foreign.nonce))).toMatchObject(unknown);
  expect(await other.reach().act(await act(`0x${"1".repeat(64)}`))).toMatchObject(unknown);
  // A later expiry would be another nonce.
  expect(await other.reach().act(await act(own.nonce.replace(/^0x00/, "0x01")))).toMatchObject(unknown);
  await evictDurableObject(other.reach());
  expect(await other.reach().act(await act(own.nonce))).toMatchObject({ ok: true });
});

test("one owner of a Safe that asks for two signatures can stop things, and cannot arm alone", async () => {
  const vault = await open();
  vault.node.owners = [vault.owner.address, `0x${"d".repeat(40)}`];
  vault.node.threshold = 2n;
  const rotated = await vault.act("rotate-session", { expiresAtMs: startMs + dayMs });
  expect(rotated).toMatchObject({ ok: false, error: { code: "too-few-signatures" } });
  const off = { triggerId: fallTrigger.id, enabled: false };
  expect(await vault.act("set-trigger-enabled", off)).toMatchObject({ ok: true });
  expect(await vault.act("disarm", {})).toMatchObject({ ok: true });
});

test("a session key that was sealed for another vault does not open here: nothing is signed", async () => {
  const [vault, other] = [await open(), await open()];
  const sealedOf = ({ reach }: TestVault) =>
    runInDurableObject(reach(), (_actor: VaultActor, { storage }) => [
      ...new Uint8Array(storage.sql.exec<{ sealed: ArrayBuffer }>("select sealed from sessions").one().sealed),
    ]);
  const foreign = await sealedOf(other);
  await runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => {
    storage.sql.exec("update sessions set sealed = ?", Uint8Array.from(foreign).buffer);
  });
  // The node of the vault that is asked.
  vi.stubGlobal("fetch", vault.node.fetch);
  await send(vault, fallOf());
  await reaches(vault, "CREATED failed");
  expect((await stored(vault))[0]?.reason?.message).toContain("seal.not-authentic");
  expect(vault.node.sentBytes).toEqual([]);
});

test("a contract that is not what it should be: nothing is armed, and the log says which", async () => {
  const vault = await open();
  vault.node.code = "0x61";
  const session = { sell: "WETH", buy: "USDC", allowance: { kind: "set", balance: "1" }, lossBpsMax: 100 } as const;
  const terms = { permissions: [{ kind: "swap", ...session }], emergency: null, expiresAtMs: startMs + dayMs } as const;
  const refused = await vault.act("prepare-session", { ...terms, permissions: [...terms.permissions] });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: "wrong-code", message: expect.stringContaining("castGuard") },
  });
  expect((await vault.view()).audit[0]?.detail).toContain("refused: wrong-code");
});

test("a vault with an open cast is on the list that wakes it, and off it afterwards; a lost alarm costs a minute", async () => {
  const vault = await open();
  const { OPEN_WORK } = env as unknown as { OPEN_WORK: DurableObjectNamespace<OpenWorkActor> };
  const list = () => OPEN_WORK.getByName(openWorkNameOf(vault.address));
  const isListed = async () => (await list().vaults()).some((each) => each.vault === vault.address);
  await send(vault, fallOf());
  await reaches(vault, "PENDING");
  expect(await isListed()).toBe(true);
  // Its alarm is gone, as after six failures.
  await runInDurableObject(vault.reach(), async (_actor: VaultActor, { storage }) => {
    storage.sql.exec("delete from _schedules");
    await storage.deleteAlarm();
  });
  for (let block = 0; block < 3; block += 1) vault.node.mine();
  await list().sweep();
  await reaches(vault, "FINALIZED");
  await expect.poll(isListed).toBe(false);
});

test("an operator's order holds for all vaults, once; nobody else's does", async () => {
  const vault = await open();
  const { TRADING_STATE } = env as unknown as { TRADING_STATE: DurableObjectNamespace<TradingStateActor> };
  const state = TRADING_STATE.getByName(globalTradingState);
  const order = async (wanted: "HALTED" | "ACTIVE", key: `0x${string}`, issuedAtMs = Date.now()) => {
    const unsigned = { state: wanted, reason: "a test", issuedAtMs };
    const signature = await privateKeyToAccount(key).signTypedData(operatorTypedData(31337, unsigned));
    return { ...unsigned, signature };
  };
  const halt = await order("HALTED", operatorKey);
  const stranger = await order("HALTED", generatePrivateKey());
  expect(await state.order(stranger)).toMatchObject({ ok: false, error: { code: "not-an-operator" } });
  expect(await state.order({ ...halt, state: "ACTIVE" })).toMatchObject({
    ok: false,
    error: { code: "not-an-operator" },
  });
  expect(await state.order(halt)).toMatchObject({ ok: true });
  await send(vault, fallOf());
  await reaches(vault, "REFUSED trading-state");
  expect((await vault.view()).tradingState).toMatchObject({ state: "HALTED", reason: "a test" });
  expect(await state.order(halt)).toMatchObject({ ok: false, error: { code: "outdated" } });
  expect(await state.order(await order("ACTIVE", operatorKey, halt.issuedAtMs + 1))).toMatchObject({ ok: true });
});

test("armed anew without an emergency key: the one of before, which the chain no longer knows, is gone here too", async () => {
  const vault = await open();
  const { node } = vault;
  const swap = {
    kind: "swap",
    sell: "WETH",
    buy: "USDC",
    allowance: { kind: "set", balance: "1" },
    lossBpsMax: 100,
  } as const;
  const expiresAtMs = startMs + dayMs;
  const emergency = { sells: [], lossBpsMax: 100, expiresAtMs };
  const arm = async (terms: ActBody<"prepare-session">) => {
    const prepared = await vault.perform("prepare-session", terms);
    node.modules = [prepared.address, prepared.emergencyAddress].filter((key) => key !== null) as `0x${string}`[];
    await vault.perform("confirm-session", { sessionId: String(prepared.sessionId) });
    const { session, emergencySession } = await vault.view();
    return [session.state, emergencySession?.state];
  };
  expect(await arm({ permissions: [swap], emergency, expiresAtMs })).toEqual(["armed", "armed"]);
  expect(await arm({ permissions: [swap], emergency: null, expiresAtMs })).toEqual(["armed", "revoked"]);
});

test("an alert is dismissed by who is signed in or owns the vault, and is back while its cause goes on", async () => {
  const vault = await open();
  await vault.perform("set-trading-state", { state: "HALTED", reason: "a test" });
  const alerts = async () => (await vault.view()).alerts.map(({ id }) => id);
  expect(await alerts()).toEqual(["trading-state"]);
  await vault.perform("dismiss-alert", { alertId: "trading-state" });
  expect(await alerts()).toEqual([]);
  expect(await vault.act("dismiss-alert", { alertId: "trading-state" })).toMatchObject({ ok: false });
  await vault.perform("set-trading-state", { state: "REDUCING", reason: "less of it" });
  expect(await alerts()).toEqual(["trading-state"]);
});
