/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { concatHex, zeroAddress } from "viem";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { expect, test, vi } from "vitest";
import { joinOwnerSignatures } from "../core/access/safe-signatures.ts";
import { hashAct } from "../core/act.ts";
import type { ActBody, ActName } from "../core/act-bodies.ts";
import { fallTrigger, openTestVault, type TestEnv, type TestVault } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { ownersOf, signInTo } from "./test-access.ts";

vi.setConfig({ testTimeout: 20_000 });
const open = () => openTestVault(env as unknown as TestEnv);
const second = privateKeyToAccount(generatePrivateKey());
const stranger = privateKeyToAccount(generatePrivateKey());
const halt = { state: "HALTED", reason: "the node is gone" } as const;
const run = (vault: TestVault, sql: string) =>
  runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => [...storage.sql.exec(sql)]);
const audit = async (vault: TestVault) => (await vault.view()).audit.map(({ actor, detail }) => `${actor}: ${detail}`);

/** An act as several owners sign it together. */
async function actTogether<Name extends ActName>(
  vault: TestVault,
  action: Name,
  body: ActBody<Name>,
  signers: readonly PrivateKeyAccount[],
  join = joinOwnerSignatures,
) {
  const { signature: _alone, ...unsigned } = await vault.signAct(action, body);
  const hash = hashAct({ chainId: vault.node.settings.chainId, vault: vault.address as `0x${string}`, act: unsigned });
  const signatures = await Promise.all(
    signers.map(async (signer) => ({ owner: signer.address, signature: await signer.sign({ hash }) })),
  );
  const result = await vault.reach().act({ ...unsigned, signature: join(signatures) });
  return result.ok ? "done" : result.error.code;
}

test("of a Safe that asks for two signatures: dangerous acts need both, ordinary ones an owner's", async () => {
  const vault = await open();
  vault.node.owners = ownersOf(vault.owner, second);
  vault.node.threshold = 2n;
  const grant = { token: "USDC", amount: "1", to: stranger.address };
  const both = [vault.owner, second];
  expect(await actTogether(vault, "withdraw", grant, [vault.owner])).toBe("too-few-signatures");
  expect(await actTogether(vault, "withdraw", grant, [vault.owner, stranger])).toBe("not-an-owner");
  expect(await actTogether(vault, "withdraw", grant, [vault.owner, vault.owner])).toBe("not-an-owner");
  const unordered = (parts: Parameters<typeof joinOwnerSignatures>[0]) =>
    concatHex(
      parts
        .toSorted((a, b) => (a.owner.toLowerCase() < b.owner.toLowerCase() ? 1 : -1))
        .map(({ signature }) => signature),
    );
  expect(await actTogether(vault, "withdraw", grant, both, unordered)).toBe("not-an-owner");
  expect(await actTogether(vault, "withdraw", grant, both)).toBe("done");
  expect(await actTogether(vault, "put-trigger", { trigger: fallTrigger }, [second])).toBe("done");
  const person = await signInTo(vault, second);
  expect(await person.try("set-trigger-enabled", { triggerId: fallTrigger.id, enabled: false })).toBe("done");
});

test("the Safe has the last word: what it does not take is no signature", async () => {
  const vault = await open();
  // As a contract's signature would look, in the name of an owner whose key never signed.
  const forged = (parts: Parameters<typeof joinOwnerSignatures>[0]) =>
    joinOwnerSignatures(parts.map((part) => ({ ...part, owner: vault.owner.address, isContract: true })));
  expect(await actTogether(vault, "disarm", {}, [stranger], forged)).toBe("not-an-owner");
  expect((await vault.view()).session.state).toBe("armed");
});

test("without the chain a remembered owner's key can disarm, and do nothing else; a stranger's cannot", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  vault.node.isDown = true;
  const unreachable = { ok: false, error: { code: "chain-unreachable" } };
  expect(await vault.act("put-trigger", { trigger: fallTrigger })).toMatchObject(unreachable);
  expect(await vault.act("withdraw", { token: "USDC", amount: "1", to: zeroAddress })).toMatchObject(unreachable);
  expect(await vault.act("disarm", {}, { signer: stranger })).toMatchObject(unreachable);
  expect(await person.try("put-trigger", { trigger: fallTrigger })).toBe("chain-unreachable");
  expect(await person.try("set-trading-state", { ...halt, state: "REDUCING" })).toBe("chain-unreachable");
  expect((await vault.view()).session.state).toBe("armed");
  // It is seen, too, by who is signed in.
  expect(await vault.reach().viewSigned(await person.sign("view", {}))).toMatchObject({ ok: true });
  expect(await vault.act("disarm", {})).toMatchObject({ ok: true, value: { state: "revoked", safeTx: null } });
  expect((await vault.view()).session.state).toBe("revoked");
});

test("without the chain who is signed in can disarm and halt; going on again needs the owners and the chain", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  vault.node.isDown = true;
  expect(await person.try("disarm", {})).toBe("done");
  expect(await person.try("set-trading-state", halt)).toBe("done");
  vault.node.isDown = false;
  expect(await person.try("set-trading-state", { state: "ACTIVE", reason: "go on" })).toBe("fresh-signature-needed");
  expect(await vault.act("set-trading-state", { state: "ACTIVE", reason: "go on" })).toMatchObject({ ok: true });
});

test("an owner who was removed before the chain went away is not remembered", async () => {
  const vault = await open();
  vault.node.owners = ownersOf(second);
  expect(await vault.act("disarm", {})).toMatchObject({ ok: false, error: { code: "not-an-owner" } });
  vault.node.isDown = true;
  expect(await vault.act("disarm", {})).toMatchObject({ ok: false, error: { code: "chain-unreachable" } });
});

test("a flood of strangers is refused with a time to wait, fills neither log nor storage, and keeps no owner out", async () => {
  const vault = await open();
  const used = await run(vault, "select count(*) as n from nonces");
  const asked = await Promise.all(Array.from({ length: 150 }, () => vault.reach().nonce("one of them")));
  const refused = asked.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  expect(refused.length).toBeGreaterThan(50);
  for (const { code, retryAfterMs } of refused) {
    expect(code).toBe("rate-limited");
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(1_000);
  }
  const junk = await vault.signAct("disarm", {}, { signer: stranger });
  const acts = await Promise.all(Array.from({ length: 200 }, () => vault.reach().act(junk, "one of them")));
  const codes = acts.map((answer) => (answer.ok ? "done" : answer.error.code));
  // One a second is let through to be looked at.
  expect(codes.filter((code) => code === "not-an-owner").length).toBeLessThan(30);
  expect(codes.filter((code) => code === "done")).toEqual([]);
  const writes = await Promise.all(Array.from({ length: 200 }, () => vault.reach().write({})));
  expect(writes.every((answer) => !answer.ok && answer.error.code === "bad-request")).toBe(true);
  // The chain was not asked about the others.
  expect(vault.node.asked.filter((asked) => asked === "getThreshold").length).toBeLessThan(60);

  const log = await audit(vault);
  const counted = (code: string) => {
    const counts = log.flatMap((line) => new RegExp(`^nobody: (\\d+) refused: ${code}$`).exec(line)?.[1] ?? []);
    return counts.reduce((sum, count) => sum + Number(count), 0);
  };
  expect(counted("rate-limited")).toBe(refused.length + codes.filter((code) => code === "rate-limited").length);
  expect(counted("bad-request")).toBe(200);
  // A minute may have ended in between.
  expect(log.filter((line) => line.startsWith("nobody: ")).length).toBeLessThanOrEqual(6);
  expect(await run(vault, "select count(*) as n from nonces")).toEqual(used);
  expect(await vault.act("disarm", {})).toMatchObject({ ok: true });
});

test("the log keeps what was done however many refusals are counted, and few lines of those", async () => {
  const vault = await open();
  await run(
    vault,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
     insert into audit (seq, at_wall_ms, act, actor, detail) select 1000 + i, i, 'proof', 'nobody', '1 refused: expired' from n`,
  );
  await run(
    vault,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
     insert into refusals (minute_wall_ms, actor, code, count, audit_seq) select i, 'nobody', 'expired', 1, 1000 + i from n`,
  );
  await vault.reach().write({});
  const lines = (await vault.view()).audit;
  expect(lines.filter(({ act }) => act === "proof")).toHaveLength(10);
  expect(lines[0]).toMatchObject({ actor: "nobody", detail: "1 refused: bad-request" });
  expect(lines.map(({ act }) => act)).toContain("open");
  expect(lines.map(({ seq }) => BigInt(seq))).toEqual(
    lines.map(({ seq }) => BigInt(seq)).toSorted((a, b) => (a < b ? 1 : -1)),
  );
  expect(await run(vault, "select count(*) as n from refusals")).toEqual([{ n: 100 }]);
  expect(await run(vault, "select count(*) as n from audit where act = 'proof'")).toEqual([{ n: 100 }]);
});

test("a trigger that is removed and comes again is a later version than it ever was", async () => {
  const vault = await open();
  const put = () => vault.perform("put-trigger", { trigger: fallTrigger });
  expect([await put(), await put()]).toMatchObject([{ version: 1 }, { version: 2 }]);
  await vault.perform("remove-trigger", { triggerId: fallTrigger.id });
  expect(await vault.act("remove-trigger", { triggerId: fallTrigger.id })).toMatchObject({ ok: false });
  await evictDurableObject(vault.reach());
  expect(await put()).toMatchObject({ version: 3 });
});

test("a withdrawal is a transaction for the owners to sign: nothing is sent", async () => {
  const vault = await open();
  const answer = await vault.perform("withdraw", { token: "WETH", amount: "5", to: second.address });
  expect(answer.safeTx).toMatchObject({ operation: 1, value: "0", nonce: "0" });
  expect(JSON.stringify(answer.safeTx)).toContain(second.address.slice(2).toLowerCase());
  expect(vault.node.sentBytes).toEqual([]);
  expect(await vault.act("withdraw", { token: "NONE", amount: "5", to: second.address })).toMatchObject({
    ok: false,
    error: { code: "bad-body" },
  });
});

test("a prepared key that is voided is gone, and the transaction uses up the nonce that would have armed it", async () => {
  const vault = await open();
  const prepared = await vault.prepareSession();
  const sessionId = String(prepared.sessionId);
  const voided = await vault.perform("void-prepared", { sessionId });
  expect(voided).toMatchObject({ state: "revoked", safeTx: { data: "0x", nonce: "0", operation: 0 } });
  expect(await vault.act("confirm-session", { sessionId })).toMatchObject({ ok: false });
  expect(await run(vault, `select sealed from sessions where id = '${sessionId}'`)).toEqual([{ sealed: null }]);
  const [armed] = await run(vault, "select id from sessions where state = 'armed'");
  expect(await vault.act("void-prepared", { sessionId: String(armed?.id) })).toMatchObject({ ok: false });
});
