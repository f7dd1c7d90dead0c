/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { AgentTerms } from "../../contracts/vault-access.ts";
import { fallTrigger, openTestVault, type TestEnv, type TestVault } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { grantAgent, signInTo } from "./test-access.ts";

vi.setConfig({ testTimeout: 20_000 });
const open = () => openTestVault(env as unknown as TestEnv);
const triggerNamed = (id: string, change: object = {}) => ({ ...fallTrigger, id: id as never, ...change });
const audit = async (vault: TestVault) => (await vault.view()).audit.map(({ actor, detail }) => `${actor}: ${detail}`);
const run = (vault: TestVault, sql: string) =>
  runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => [...storage.sql.exec(sql)]);
const triggers = async (vault: TestVault) => (await vault.view()).triggers.map(({ trigger }) => trigger.id as string);
const requests = async (vault: TestVault) => (await vault.view()).access?.requests ?? [];

test.each(["P-256", "Ed25519"] as const)(
  "an agent with a key on %s does what its grant names, and is shown",
  async (kind) => {
    const vault = await open();
    const agent = await grantAgent(vault, { scopes: ["read", "triggers:write"] }, kind);
    expect(await agent.try("put-trigger", { trigger: triggerNamed("own") })).toBe("done");
    const read = await vault.reach().viewSigned(await agent.sign("view", {}));
    // Every two hours at most, and the one that begins the day.
    expect(read).toMatchObject({
      ok: true,
      value: { access: { agents: [{ id: agent.id, state: "live", castsUsed: 13 }] } },
    });
    expect(await agent.try("remove-trigger", { triggerId: "own" })).toBe("done");
    const log = await audit(vault);
    expect(log).toContain(`agent watcher: trigger own: ${fallTrigger.when}`);
    expect(log).toContain("agent watcher: trigger own: removed");
  },
);

test("beyond its scope, its spells and its own triggers an agent does nothing", async () => {
  const vault = await open();
  await vault.perform("put-trigger", { trigger: triggerNamed("owners") });
  const agent = await grantAgent(vault);
  const tries = [
    await agent.try("disarm", {}),
    await agent.try("grant-view", { expiresAtMs: Date.now() + 1_000 }),
    await agent.try("request-cast", { spell: "ironvine", params: {}, deadline: "5m" }),
    await agent.try("remove-trigger", { triggerId: "owners" }),
    await agent.try("put-trigger", { trigger: triggerNamed("owners") }),
    await agent.try("put-trigger", {
      trigger: triggerNamed("x", { action: { ...fallTrigger.action, spell: "other" } }),
    }),
    await agent.try("approve-request", { requestId: `0x${"1".repeat(64)}` }),
  ];
  expect(new Set(tries)).toEqual(new Set(["out-of-scope"]));
  const read = await vault.reach().viewSigned(await agent.sign("view", {}));
  expect(read).toMatchObject({ ok: false, error: { code: "out-of-scope" } });
  const list = await vault.reach().listVaults(await agent.sign("list-vaults", {}));
  expect(list).toMatchObject({ ok: false, error: { code: "out-of-scope" } });
  expect(await audit(vault)).toContain(`agent watcher: ${tries.length + 2} refused: out-of-scope`);
  expect(await triggers(vault)).toEqual(["owners"]);
  expect((await vault.view()).session.state).toBe("armed");
});

test("what its triggers could cast counts against its day, and an owner's trigger does not", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { castsPerDay: 14 });
  const once = { mode: "once" };
  expect(await agent.try("put-trigger", { trigger: triggerNamed("a") })).toBe("done");
  expect(await agent.try("put-trigger", { trigger: triggerNamed("b") })).toBe("over-limit");
  expect(await agent.try("put-trigger", { trigger: triggerNamed("b", once) })).toBe("done");
  expect(await agent.try("put-trigger", { trigger: triggerNamed("c", once) })).toBe("over-limit");
  // Taking one away gives nothing back: it may have cast today.
  expect(await agent.try("remove-trigger", { triggerId: "a" })).toBe("done");
  expect(await agent.try("put-trigger", { trigger: triggerNamed("c", once) })).toBe("over-limit");
  await vault.perform("put-trigger", { trigger: triggerNamed("d") });
  expect((await vault.view()).access?.agents[0]?.castsUsed).toBe(14);
});

test("a day later an agent's standing triggers still count, and what it did before does not", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { castsPerDay: 14 });
  await agent.try("put-trigger", { trigger: triggerNamed("a") });
  await agent.try("put-trigger", { trigger: triggerNamed("b", { mode: "once" }) });
  const dayAgo = Date.now() - 86_400_001;
  await run(vault, `update agent_casts set at_wall_ms = ${dayAgo}`);
  await run(vault, `update agent_triggers set put_wall_ms = ${dayAgo}`);
  expect((await vault.view()).access?.agents[0]?.castsUsed).toBe(14);
  expect(await agent.try("remove-trigger", { triggerId: "a" })).toBe("done");
  expect(await agent.try("put-trigger", { trigger: triggerNamed("c", { mode: "once" }) })).toBe("over-limit");
});

test("two requests at once do not both use what is left", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { castsPerDay: 1 });
  const signed = await Promise.all(
    ["a", "b", "c"].map((id) => agent.sign("put-trigger", { trigger: triggerNamed(id, { mode: "once" }) })),
  );
  const codes = await Promise.all(signed.map((request) => agent.code(request)));
  expect(codes.filter((code) => code === "done")).toHaveLength(1);
  expect((await vault.view()).access?.agents[0]?.castsUsed).toBe(1);
  expect(await triggers(vault)).toHaveLength(1);
});

const cast = {
  spell: "ironvine",
  params: { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 },
  deadline: "5m",
};
/** Lets `work` run until it waits for the chain, and goes on when this is called. */
function holdChain({ node }: TestVault): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  node.beforeEffect = async (asked) => (asked === "eth_getBlockByNumber" ? held : undefined);
  return () => {
    node.beforeEffect = async () => {};
    release();
  };
}
const counterOf = async (vault: TestVault) => (await run(vault, "select counter from agents"))[0]?.counter;
/** What is left open would go on asking the next test's node. */
const closeCasts = (vault: TestVault) => run(vault, "update casts set is_open = 0");

test("two casts that are asked for while the chain is waited for do not both use what is left", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { scopes: ["casts:request"], castsPerDay: 1 });
  const release = holdChain(vault);
  const first = agent.try("request-cast", cast);
  await expect.poll(() => counterOf(vault)).toBe(1);
  const second = agent.try("request-cast", cast);
  await expect.poll(() => counterOf(vault)).toBe(2);
  release();
  const codes = await Promise.all([first, second]);
  expect(new Set(codes)).toEqual(new Set(["done", "over-limit"]));
  expect(await run(vault, "select count(*) as n from casts")).toEqual([{ n: 1 }]);
  await closeCasts(vault);
});

test("a grant that is revoked while the chain is waited for casts nothing", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { scopes: ["casts:request"] });
  const release = holdChain(vault);
  const asked = agent.try("request-cast", cast);
  await expect.poll(() => counterOf(vault)).toBe(1);
  await vault.perform("revoke-agent", { agentId: agent.id });
  release();
  expect(await asked).toBe("grant-revoked");
  expect(await run(vault, "select count(*) as n from casts")).toEqual([{ n: 0 }]);
});

test("a cast that an agent asked for is made once, however many persons approve it while the chain is waited for", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { scopes: ["casts:request"], needsApproval: true });
  await agent.try("request-cast", cast);
  const [request] = await requests(vault);
  const release = holdChain(vault);
  const approvals = Array.from({ length: 4 }, () => vault.act("approve-request", { requestId: request?.id ?? "" }));
  await expect.poll(async () => (await run(vault, "select count(*) as n from nonces"))[0]?.n).toBeGreaterThanOrEqual(7);
  release();
  const done = (await Promise.all(approvals)).filter(({ ok }) => ok);
  expect(done).toHaveLength(1);
  expect(await run(vault, "select count(*) as n from casts")).toEqual([{ n: 1 }]);
  await closeCasts(vault);
});

test.each<[string, (vault: TestVault, id: string) => Promise<unknown>, string]>([
  ["revoked", (vault, id) => vault.perform("revoke-agent", { agentId: id }), "grant-revoked"],
  ["expired", (vault) => run(vault, "update agents set terms = json_set(terms, '$.expiresAtMs', 1)"), "grant-expired"],
])("a grant that is %s lets nobody act, nor what it asked for run", async (_what, end, code) => {
  const vault = await open();
  const [person, agent] = [await signInTo(vault), await grantAgent(vault, { needsApproval: true })];
  expect(await agent.try("put-trigger", { trigger: triggerNamed("a") })).toBe("done");
  const [request] = await requests(vault);
  await end(vault, agent.id);
  expect(await agent.try("put-trigger", { trigger: triggerNamed("b") })).toBe(code);
  expect(["refused", code]).toContain(await person.try("approve-request", { requestId: request?.id ?? "" }));
  expect(await triggers(vault)).toEqual([]);
});

const approving: Partial<AgentTerms> = { needsApproval: true };

test("an agent that needs approval asks; a person lets it run, once", async () => {
  const vault = await open();
  const [person, agent] = [await signInTo(vault), await grantAgent(vault, approving)];
  const asked = await agent.write("put-trigger", { trigger: triggerNamed("a") });
  expect(asked).toMatchObject({ ok: true, value: { state: "pending" } });
  expect(await triggers(vault)).toEqual([]);
  const [request] = await requests(vault);
  expect(request).toMatchObject({
    agentId: agent.id,
    action: "put-trigger",
    id: asked.ok ? asked.value.requestId : "",
  });
  const requestId = request?.id ?? "";
  const approvals = await Promise.all(
    Array.from({ length: 3 }, async () => (await vault.act("approve-request", { requestId })).ok),
  );
  expect(approvals.toSorted()).toEqual([false, false, true]);
  expect(await person.try("approve-request", { requestId })).toBe("refused");
  expect(await person.try("deny-request", { requestId })).toBe("refused");
  expect((await vault.view()).triggers.map(({ version }) => version)).toEqual([1]);
  expect(await audit(vault)).toContain(
    `agent watcher: trigger a: ${fallTrigger.when} (approved by ${vault.owner.address})`,
  );
});

test("what a person denies does not run, nor what nobody decided in an hour", async () => {
  const vault = await open();
  const [person, agent] = [await signInTo(vault), await grantAgent(vault, approving)];
  await agent.try("put-trigger", { trigger: triggerNamed("a") });
  await agent.try("put-trigger", { trigger: triggerNamed("b") });
  const [first, second] = (await requests(vault)).map(({ id }) => id);
  expect(await person.try("deny-request", { requestId: first ?? "" })).toBe("done");
  expect(await person.try("approve-request", { requestId: first ?? "" })).toBe("refused");
  await run(vault, `update agent_requests set expires_wall_ms = ${Date.now()}`);
  expect(await requests(vault)).toEqual([]);
  expect(await person.try("approve-request", { requestId: second ?? "" })).toBe("refused");
  expect(await triggers(vault)).toEqual([]);
});

test("what an agent asks for is refused at once where its grant does not cover it, and its requests are bounded", async () => {
  const vault = await open();
  const agent = await grantAgent(vault, { ...approving, castsPerDay: 13 });
  expect(await agent.try("disarm", {})).toBe("out-of-scope");
  for (let count = 0; count < 20; count += 1) {
    expect(await agent.try("put-trigger", { trigger: triggerNamed("a") })).toBe("done");
  }
  expect(await agent.try("put-trigger", { trigger: triggerNamed("a") })).toBe("over-limit");
  const [first, second] = await requests(vault);
  expect(await vault.act("approve-request", { requestId: first?.id ?? "" })).toMatchObject({ ok: true });
  // The first used up the day.
  expect(await vault.act("approve-request", { requestId: second?.id ?? "" })).toMatchObject({
    ok: false,
    error: { code: "over-limit" },
  });
});

test("an agent that asks too often waits, and no one else does", async () => {
  const vault = await open();
  const [person, agent] = [await signInTo(vault), await grantAgent(vault)];
  const codes: string[] = [];
  while (codes.at(-1) !== "rate-limited" && codes.length < 400) codes.push(await agent.try("disarm", {}));
  expect(codes.length).toBeGreaterThan(60);
  expect(new Set(codes.slice(0, -1))).toEqual(new Set(["out-of-scope"]));
  expect(codes.at(-1)).toBe("rate-limited");
  expect(await person.try("set-trigger-enabled", { triggerId: "none", enabled: true })).toBe("refused");
});
