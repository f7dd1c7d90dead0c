/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test, vi } from "vitest";
import { testRoles } from "../test-node.ts";
import { fallTrigger, openTestVault, type TestEnv, type TestVault } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { makeSignIn, ownersOf, type RequestChange, signInTo } from "./test-access.ts";

vi.setConfig({ testTimeout: 20_000 });
const open = () => openTestVault(env as unknown as TestEnv);
const { OWNER_DIRECTORY } = env as unknown as TestEnv;
const stranger = privateKeyToAccount(generatePrivateKey());
const off = { triggerId: fallTrigger.id, enabled: false };
const audit = async (vault: TestVault) => (await vault.view()).audit.map(({ actor, detail }) => `${actor}: ${detail}`);
const run = (vault: TestVault, sql: string) =>
  runInDurableObject(vault.reach(), (_actor: VaultActor, { storage }) => [...storage.sql.exec(sql)]);

test("who signed in writes and reads without the wallet, over an eviction too, and is listed", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  expect(await person.write("put-trigger", { trigger: fallTrigger })).toMatchObject({
    ok: true,
    value: { version: 1 },
  });
  await evictDurableObject(vault.reach());
  expect(await person.try("set-trigger-enabled", off)).toBe("done");
  const view = await vault.reach().viewSigned(await person.sign("view", {}));
  expect(view).toMatchObject({
    ok: true,
    value: {
      triggers: [{ enabled: false }],
      access: { signIns: [{ id: person.id, owner: vault.owner.address, origin: "https://portent.example" }] },
    },
  });
  expect(await audit(vault)).toContain(`${vault.owner.address}: trigger ${fallTrigger.id}: off`);
});

test("who signed in sees the vaults of that owner, and no agent or stranger does", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  const mine = { ok: true, value: { owner: vault.owner.address.toLowerCase(), vaults: [vault.address] } };
  await expect.poll(async () => vault.reach().listVaults(await person.sign("list-vaults", {}))).toEqual(mine);
  const wrong = await vault.reach().listVaults(await person.sign("view", {}));
  expect(wrong).toMatchObject({ ok: false, error: { code: "unknown-method" } });
});

test("before the vault is open nobody is signed in to it; then the same owner is", async () => {
  const vault = await openTestVault(env as unknown as TestEnv, { isOpened: false });
  const { input } = await makeSignIn(vault);
  expect(await vault.reach().signIn(input)).toMatchObject({ ok: false, error: { code: "not-open" } });
  await vault.perform("open", { roles: testRoles });
  const person = await signInTo(vault);
  expect(await person.try("grant-view", { expiresAtMs: Date.now() + 60_000 })).toBe("done");
});

test("what is typed wrong when a vault is opened is told apart from a chain that does not answer", async () => {
  const vault = await openTestVault(env as unknown as TestEnv, { isOpened: false });
  const nowhere = stranger.address;
  expect(await vault.act("open", { roles: nowhere })).toMatchObject({
    ok: false,
    error: { code: "refused", message: `there is no Roles modifier at ${nowhere}` },
  });
  vault.node.hasSafe = false;
  expect(await vault.act("open", { roles: testRoles })).toMatchObject({ ok: false, error: { code: "no-safe" } });
  vault.node.isDown = true;
  expect(await vault.act("open", { roles: testRoles })).toMatchObject({
    ok: false,
    error: { code: "chain-unreachable" },
  });
});

type Signed = Awaited<ReturnType<Awaited<ReturnType<typeof signInTo>>["sign"]>>;
const resigned: readonly [string, RequestChange | (() => RequestChange), string][] = [
  ["expired", () => ({ expiresAtMs: Date.now() - 1 }), "expired"],
  ["good for an hour", () => ({ expiresAtMs: Date.now() + 3_600_000 }), "expiry-too-far"],
  ["for another vault", { vault: `0x${"f".repeat(40)}` as never }, "other-vault"],
  ["of a sign-in that never was", { caller: `sign-in:${"0".repeat(32)}` }, "unknown-caller"],
  ["of an agent that never was", { caller: `agent:${"0".repeat(32)}` }, "unknown-caller"],
  ["of no act", { method: "steal" }, "unknown-method"],
  ["of an act's name that objects have", { method: "constructor" }, "unknown-method"],
];
const tampered: readonly [string, (request: Signed) => unknown, string][] = [
  [
    "with another body",
    (request) => ({ ...request, body: JSON.stringify({ ...off, enabled: true }) }),
    "bad-signature",
  ],
  ["with another method", (request) => ({ ...request, method: "disarm" }), "bad-signature"],
  ["with a later counter", (request) => ({ ...request, counter: request.counter + 1 }), "bad-signature"],
  ["with a later expiry", (request) => ({ ...request, expiresAtMs: request.expiresAtMs + 1 }), "bad-signature"],
  ["with another signature", (request) => ({ ...request, signature: "A".repeat(86) }), "bad-signature"],
  ["with a field more", (request) => ({ ...request, owner: stranger.address }), "bad-request"],
  ["without a signature", ({ signature: _gone, ...request }) => request, "bad-request"],
  ["as text", () => "request", "bad-request"],
  ["as nothing", () => null, "bad-request"],
];

test("traitors: each is refused with its code, counted in the audit log, and does nothing", async () => {
  const vault = await open();
  await vault.perform("put-trigger", { trigger: fallTrigger });
  const [person, thief] = [await signInTo(vault), await signInTo(vault)];
  const cases: [string, () => Promise<unknown>, string][] = [
    ...resigned.map(([what, change, code]): [string, () => Promise<unknown>, string] => {
      const of = () => (typeof change === "function" ? change() : change);
      return [what, () => person.sign("set-trigger-enabled", off, of()), code];
    }),
    ...tampered.map(([what, change, code]): [string, () => Promise<unknown>, string] => [
      what,
      async () => change(await person.sign("set-trigger-enabled", off)),
      code,
    ]),
    [
      "signed by the key of another sign-in",
      () => thief.sign("set-trigger-enabled", off, { caller: `sign-in:${person.id}`, counter: 900 }),
      "bad-signature",
    ],
  ];
  const before = await run(vault, "select * from triggers");
  const counts = new Map<string, number>();
  for (const [what, make, code] of cases) {
    expect(await person.code(await make()), what).toBe(code);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  expect(await run(vault, "select * from triggers")).toEqual(before);
  expect(vault.node.sentBytes).toEqual([]);
  const log = (await audit(vault)).join("\n");
  for (const [code, count] of counts) {
    if (code === "unknown-method") expect(log).toContain(`${vault.owner.address}: ${count} refused: ${code}`);
    else expect(log).toContain(`nobody: ${count} refused: ${code}`);
  }
  // And the person's own next request still counts.
  expect(await person.try("set-trigger-enabled", off)).toBe("done");
});

test("a request counts once: repeated, or overtaken by a later one, it is refused", async () => {
  const vault = await open();
  await vault.perform("put-trigger", { trigger: fallTrigger });
  const person = await signInTo(vault);
  const [first, second] = [
    await person.sign("set-trigger-enabled", off),
    await person.sign("set-trigger-enabled", off),
  ];
  expect(await person.code(second)).toBe("done");
  expect(await person.code(second)).toBe("replayed");
  expect(await person.code(first)).toBe("replayed");
  await evictDurableObject(vault.reach());
  expect(await person.code(second)).toBe("replayed");
  const third = await person.sign("set-trigger-enabled", off);
  const codes = await Promise.all(Array.from({ length: 8 }, () => person.code(third)));
  expect(codes.toSorted()).toEqual(["done", ...Array<string>(7).fill("replayed")]);
});

test("a proof for one vault is of no use in another", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  const request = await person.sign("disarm", {});
  const { input } = await makeSignIn(vault);
  const other = await open();
  expect(await other.reach().write(request)).toMatchObject({ ok: false, error: { code: "other-vault" } });
  expect(await other.reach().signIn(input)).toMatchObject({ ok: false, error: { code: "wrong-resource" } });
});

test("who signed in cannot do what needs a fresh signature", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  expect(await person.try("withdraw", { token: "USDC", amount: "1", to: stranger.address })).toBe(
    "fresh-signature-needed",
  );
  expect(await person.try("emergency-close", { scope: "vault" })).toBe("fresh-signature-needed");
  expect(await person.try("open", { roles: stranger.address })).toBe("fresh-signature-needed");
  expect(await audit(vault)).toContain(`${vault.owner.address}: 3 refused: fresh-signature-needed`);
});

test.each<[string, (vault: TestVault) => Promise<unknown>, string]>([
  ["signed by a stranger", async (vault) => (await makeSignIn(vault, { signer: stranger })).input, "not-an-owner"],
  [
    "in the owner's name, signed by a stranger",
    async (vault) => {
      const { input } = await makeSignIn(vault, { fields: { address: vault.owner.address }, signer: stranger });
      return input;
    },
    "not-an-owner",
  ],
  [
    "in the owner's name, signed by another owner",
    async (vault) => {
      vault.node.owners = ownersOf(vault.owner, stranger);
      const { input } = await makeSignIn(vault, { fields: { address: vault.owner.address }, signer: stranger });
      return input;
    },
    "not-an-owner",
  ],
  [
    "for a page that is not allowed",
    async (vault) =>
      (await makeSignIn(vault, { fields: { domain: "evil.example", uri: "https://evil.example" } })).input,
    "wrong-origin",
  ],
  ["for another chain", async (vault) => (await makeSignIn(vault, { fields: { chainId: 1 } })).input, "wrong-chain"],
  [
    "with the key of somebody else in it",
    async (vault) => {
      const [{ input }, { input: other }] = [await makeSignIn(vault), await makeSignIn(vault)];
      return { ...input, key: other.key };
    },
    "wrong-resource",
  ],
  [
    "with a key that is no point of the curve",
    async (vault) => {
      const { input } = await makeSignIn(vault);
      return { ...input, key: { ...input.key, y: "A".repeat(43) } };
    },
    "bad-sign-in",
  ],
  [
    "with a nonce that this vault did not issue",
    async (vault) => (await makeSignIn(vault, { fields: { nonce: "1".repeat(64) } })).input,
    "unknown-nonce",
  ],
])("a sign-in %s: refused", async (_what, make, code) => {
  const vault = await open();
  const answer = await vault.reach().signIn(await make(vault));
  expect(answer).toMatchObject({ ok: false, error: { code } });
  expect((await vault.view()).access?.signIns).toEqual([]);
  expect(await audit(vault)).toContain(`nobody: 1 refused: ${code}`);
});

test("a nonce is good for one signature, of whatever kind", async () => {
  const vault = await open();
  const { input } = await makeSignIn(vault);
  expect(await vault.reach().signIn(input)).toMatchObject({ ok: true });
  expect(await vault.reach().signIn(input)).toMatchObject({ ok: false, error: { code: "unknown-nonce" } });
  const nonce = `0x${/Nonce: (\w+)/.exec(input.message)?.[1]}`;
  expect(await vault.act("disarm", {}, { nonce })).toMatchObject({ ok: false, error: { code: "unknown-nonce" } });
});

test("a sign-in ends after its time, when it is signed out, and with the one who signed out others", async () => {
  const vault = await open();
  const [one, two, three] = [await signInTo(vault), await signInTo(vault), await signInTo(vault)];
  expect(await one.try("sign-out", { signInId: two.id })).toBe("done");
  expect(await two.try("disarm", {})).toBe("unknown-caller");
  expect(await one.try("sign-out", { signInId: one.id })).toBe("done");
  expect(await one.try("disarm", {})).toBe("unknown-caller");
  await run(vault, `update sign_ins set expires_wall_ms = ${Date.now() - 1}`);
  expect(await three.try("disarm", {})).toBe("unknown-caller");
  expect((await vault.view()).session.state).toBe("armed");
});

test("an owner who is removed from the Safe is out: signed in, with a view, and in the directory", async () => {
  const vault = await open();
  const second = privateKeyToAccount(generatePrivateKey());
  vault.node.owners = ownersOf(vault.owner, second);
  const person = await signInTo(vault, second);
  const granted = await person.write("grant-view", { expiresAtMs: Date.now() + 3_600_000 });
  const token = granted.ok ? String(granted.value.token) : "";
  expect(await vault.reach().checkView(token)).toBe(true);
  const listed = () => OWNER_DIRECTORY.getByName(second.address.toLowerCase()).vaults();
  await expect.poll(listed).toEqual([vault.address]);

  vault.node.owners = ownersOf(vault.owner);
  expect(await person.try("disarm", {})).toBe("owner-removed");
  expect(await person.try("disarm", {})).toBe("unknown-caller");
  expect(await vault.reach().checkView(token)).toBe(false);
  await expect.poll(listed).toEqual([]);
  expect(await audit(vault)).toContain(`chain: -${second.address}`);
  expect((await vault.view()).session.state).toBe("armed");
});

test("more sign-ins than an owner may have end the one that was used least lately", async () => {
  const vault = await open();
  const first = await signInTo(vault);
  for (let count = 0; count < 20; count += 1) await signInTo(vault);
  expect((await vault.view()).access?.signIns).toHaveLength(20);
  expect(await first.try("disarm", {})).toBe("unknown-caller");
});
