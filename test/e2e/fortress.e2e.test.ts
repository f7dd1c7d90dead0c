import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fires } from "../../contracts/fires.ts";
import { TraceId, VaultAddress } from "../../contracts/ids.ts";
import { completeFires, importSigningKey, type PendingFires } from "../../evaluate/adapters/sign-fires.ts";
import { actTypedData } from "../../execute/core/act.ts";
import { demoTrigger } from "../../local/demo-vault.ts";
import { createOwnerClient } from "../../local/owner-client.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { minuteMs, readChain, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
let signingKey: CryptoKey;
let version = 1;
const dir = join(import.meta.dirname, "../../.portent/tests/fortress");

beforeAll(async () => {
  world = await startTestWorld("fortress", { mains: { edge: "test/e2e/lying-edge.ts" } });
  await replayTo(world, world.clock.nowMs + 10 * minuteMs);
  const { firesSigningKey } = JSON.parse(readFileSync(join(dir, "secrets.json"), "utf8")) as {
    firesSigningKey: string;
  };
  signingKey = await importSigningKey(firesSigningKey);
});
afterAll(async () => {
  // Nothing that was tried here has moved anything.
  const { weth, executions } = await readChain(world);
  await world.stop();
  expect({ weth, executions }).toEqual({ weth: 10n * 10n ** 18n, executions: 0 });
});

type Leaf = Partial<Fires["body"]["entries"][number]["fires"][number]["explain"][number]>;
type Forgery = {
  readonly leaf?: Leaf;
  readonly priceUsd?: number;
  readonly atMs?: number;
  readonly version?: number;
  readonly epoch?: number;
};

/** A message about a fall of 9 % that did not happen, signed with the edge's own key unless told. */
async function forge(
  { leaf = {}, priceUsd, atMs = world.clock.nowMs, version: of = version, epoch = 0 }: Forgery = {},
  key = signingKey,
) {
  const price = priceUsd ?? (await currentPrice());
  const input = { key: "price.ETH-USD" as never, value: price, sampleAtMs: atMs };
  const explain = [
    {
      leaf: demoTrigger.when,
      left: -0.09,
      op: "<" as const,
      right: -0.05,
      sampleAtMs: atMs,
      holds: true,
      inputs: [input],
      ...leaf,
    },
  ];
  const fire = {
    triggerId: demoTrigger.id,
    version: of,
    epoch,
    atMs,
    deadlineMs: atMs + 30 * minuteMs,
    snapshot: "grid:0",
    explain,
  };
  const pending: PendingFires = {
    id: `fires:forged:${atMs}:${of}:${epoch}` as PendingFires["id"],
    schema: "fires",
    version: 2,
    eventTimeMs: atMs,
    traceId: TraceId.parse("f".repeat(32)),
    body: {
      shard: "forged",
      gridMs: atMs,
      entries: [{ vault: VaultAddress.parse(world.vault.address), fires: [fire] }],
    },
  };
  return completeFires(pending, key);
}

async function currentPrice(): Promise<number> {
  const { ticks } = await world.getJson<{ ticks: { asset: string; priceUsd: number }[] }>("/v1/prices");
  return ticks.find(({ asset }) => asset === "ETH-USD")?.priceUsd ?? 0;
}

async function call(member: string, ...args: unknown[]): Promise<{ answer?: unknown; failed?: string }> {
  const response = await fetch(`${world.baseUrl}/v1/test-call/${world.vault.address}/${member}`, {
    method: "POST",
    body: JSON.stringify(args),
  });
  return (await response.json()) as { answer?: unknown; failed?: string };
}

const owner = (key = world.chain.accounts.owner.privateKey) =>
  createOwnerClient({
    baseUrl: world.baseUrl,
    chainId: 31337,
    vault: world.vault.address,
    owner: { address: privateKeyToAccount(key).address, privateKey: key },
  });
const latestCast = async () => (await world.view()).casts[0];
const latestAudit = async () => (await world.view()).audit[0]?.detail ?? "";

test("fires that the evaluate stage did not sign are not taken in", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const stranger = await importSigningKey(privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"));
  const refused = { answer: { ok: false, error: expect.objectContaining({ code: "bad-signature" }) } };
  expect(await call("acceptFires", await forge({}, stranger))).toEqual(refused);
  const signed = await forge();
  const entries = signed.body.entries.map((entry) => ({ ...entry, signature: "" }));
  expect(await call("acceptFires", { ...signed, body: { ...signed.body, entries } })).toEqual(refused);
  expect(await call("acceptFires", { ...signed, traceId: "e".repeat(32) })).toEqual(refused);
});

test.each<[string, Forgery, string]>([
  ["values for which the condition does not hold", { leaf: { left: -0.01 } }, "does-not-hold"],
  ["another threshold", { leaf: { right: 0, left: -0.01 } }, "other-condition"],
  ["another condition", { leaf: { leaf: "price('ETH-USD') < 1000000" } }, "other-condition"],
  ["a leaf without data", { leaf: { left: null } }, "does-not-hold"],
  ["another version of the trigger", { version: 2 }, "other-version"],
])("signed with the stolen key, about %s: refused, and noted", async (_what, forgery, code) => {
  expect(await call("acceptFires", await forge(forgery))).toEqual({
    answer: { ok: true, value: { accepted: 0, refused: 1 } },
  });
  expect(await latestAudit()).toContain(`refused: ${code}`);
});

test("signed with the stolen key, resting on a sample of long ago: refused", async () => {
  const stale = await forge();
  const leaf = stale.body.entries[0]?.fires[0]?.explain[0];
  const inputs = leaf?.inputs.map((input) => ({ ...input, sampleAtMs: input.sampleAtMs - 60 * minuteMs })) ?? [];
  expect(await call("acceptFires", await forge({ leaf: { inputs } }))).toMatchObject({
    answer: { value: { accepted: 0 } },
  });
  expect(await latestAudit()).toContain("refused: stale");
});

test("signed with the stolen key, of the day after tomorrow: refused, and the fires of today still count", async () => {
  const later = await forge({ atMs: world.clock.nowMs + 2 * 1_440 * minuteMs });
  expect(await call("acceptFires", later)).toMatchObject({ answer: { value: { accepted: 0 } } });
  expect(await latestAudit()).toContain("refused: from-the-future");
  expect(await call("conditions")).toMatchObject({ answer: { conditions: [{ epoch: 0, lastFiredAtMs: null }] } });
});

test("signed with the stolen key, outside the contract: nothing of the message is taken in", async () => {
  for (const forgery of [{ epoch: "100" }, { epoch: 0.5 }, { atMs: "" }]) {
    const message = await forge(forgery as unknown as Forgery);
    expect(await call("acceptFires", message)).toMatchObject({ answer: { ok: false, error: { code: "bad-message" } } });
  }
  expect(await call("conditions")).toMatchObject({ answer: { conditions: [{ epoch: 0, lastFiredAtMs: null }] } });
});

test("signed with the stolen key, a threshold that is passed only where no price is named: refused", async () => {
  const when = "price('ETH-USD') < 1000";
  await owner().act("put-trigger", { trigger: { ...demoTrigger, when } });
  version += 1;
  const leaf = { leaf: when, left: 900, right: 1_000 };
  for (const inputs of [{}, { inputs: [] }]) {
    expect(await call("acceptFires", await forge({ leaf: { ...leaf, ...inputs } }))).toMatchObject({
      answer: { value: { accepted: 0 } },
    });
    expect(await latestAudit()).toContain("refused: other-inputs");
  }
  // It says 900 throughout: then the pool is asked.
  const message = await forge({ leaf, priceUsd: 900 });
  expect(await call("acceptFires", message)).toMatchObject({ answer: { value: { accepted: 1 } } });
  expect(await waitUntil(10_000, async () => (await latestCast())?.reason?.code === "price-deviates")).toBe(true);
  expect(await latestCast()).toMatchObject({ state: "REFUSED", txHash: null });
});

test.each<[string, () => Promise<Forgery>, string]>([
  [
    "with a price that the pool does not have",
    async () => ({ priceUsd: (await currentPrice()) * 0.9 }),
    "price-deviates",
  ],
  ["that is older than its deadline", async () => ({ atMs: world.clock.nowMs - 31 * minuteMs }), "expired"],
])("a fire that looks right, %s: the cast is refused before anything is signed", async (_what, forgery, code) => {
  await owner().act("put-trigger", { trigger: demoTrigger });
  version += 1;
  expect(await call("acceptFires", await forge(await forgery()))).toMatchObject({ answer: { value: { accepted: 1 } } });
  expect(await waitUntil(10_000, async () => (await latestCast())?.reason?.code === code)).toBe(true);
  expect(await latestCast()).toMatchObject({ state: "REFUSED", txHash: null });
});

test("an act counts only with the owner's fresh signature, for this vault, once", async () => {
  const off = { triggerId: demoTrigger.id, enabled: false };
  await expect(owner(generatePrivateKey()).act("set-trigger-enabled", off)).rejects.toThrow("not-an-owner");

  const account = privateKeyToAccount(world.chain.accounts.owner.privateKey);
  const { answer } = await call("nonce");
  const { nonce, expiresAtMs } = (answer as { value: { nonce: `0x${string}`; expiresAtMs: number } }).value;
  const unsigned = { action: "set-trigger-enabled", body: JSON.stringify(off), nonce, expiresAtMs } as const;
  const sign = (vault: Address) => account.signTypedData(actTypedData({ chainId: 31337, vault, act: unsigned }));
  const elsewhere = { ...unsigned, signature: await sign(`0x${"1".repeat(40)}`) };
  const signed = { ...unsigned, signature: await sign(world.vault.address) };
  const code = async (act: unknown) =>
    ((await call("act", act)).answer as { ok: boolean; error?: { code: string } }).error?.code ?? "done";
  expect(await code(elsewhere)).toBe("not-an-owner");
  expect(await code({ ...signed, body: JSON.stringify({ ...off, enabled: true }) })).toBe("not-an-owner");
  expect(await code({ ...signed, action: "disarm" })).toBe("not-an-owner");
  expect(await code({ ...signed, nonce: `0x${"2".repeat(64)}` })).toBe("not-an-owner");
  expect(await code(signed)).toBe("done");
  expect(await code(signed)).toBe("unknown-nonce");
  expect(await code({ ...signed, signature: "0x" })).toBe("bad-act");
});

test("what a signed-in page's key signs counts once; an edge that has seen it can do nothing with it", async () => {
  const person = await owner().signIn();
  const off = { triggerId: demoTrigger.id, enabled: false };
  await person.write("set-trigger-enabled", off);
  const code = async (member: string, request: unknown) =>
    ((await call(member, request)).answer as { ok: boolean; error?: { code: string } }).error?.code ?? "done";
  const seen = await person.sign("set-trigger-enabled", { ...off, enabled: true });
  expect(await code("write", { ...seen, body: JSON.stringify(off) })).toBe("bad-signature");
  expect(await code("write", { ...seen, method: "disarm" })).toBe("bad-signature");
  expect(await code("write", { ...seen, counter: seen.counter + 1 })).toBe("bad-signature");
  expect(await code("write", seen)).toBe("done");
  expect(await code("write", seen)).toBe("replayed");
  expect(await code("viewSigned", seen)).toBe("replayed");
  expect(await code("listVaults", { ...seen, method: "list-vaults" })).toBe("bad-signature");
  const { chainId } = (await person.view()) as { chainId: number };
  expect(chainId).toBe(31337);

  // The page's key alone moves nothing, arms nothing, raises nothing.
  const to = privateKeyToAccount(generatePrivateKey()).address;
  for (const [method, body] of [
    ["withdraw", { token: "WETH", amount: "1", to }],
    ["open", { roles: to }],
    ["set-limits", { gasWeiPerDay: "1", castsPerDay: 1 }],
    ["revoke-agent", { agentId: "0".repeat(32) }],
  ] as const) {
    expect(await code("write", await person.sign(method, body)), method).toBe("fresh-signature-needed");
  }
  // Nor does the edge sign anybody in with a key of its own.
  const forged = { message: "sign in", signature: `0x${"1".repeat(130)}`, key: {} };
  expect(await code("signIn", forged)).toBe("bad-sign-in");
  await person.write("sign-out", { signInId: person.id });
  await expect(person.write("set-trigger-enabled", off)).rejects.toThrow("unknown-caller");
});

test("what is not meant for the edge is not there: no keys, no inner parts", async () => {
  const inner = [
    "commit",
    "flush",
    "describe",
    "parts",
    "state",
    "sql",
    "outbox",
    "schedules",
    "nowWallMs",
    "ctx",
    "env",
    "openSession",
    "prepare",
  ];
  for (const member of inner)
    expect(await call(member), member).toMatchObject({ failed: expect.stringContaining("does not implement") });
  const readable = JSON.stringify([await call("conditions"), await call("nonce"), await world.view()]);
  const secrets = JSON.parse(readFileSync(join(dir, "secrets.json"), "utf8")) as { keyEncryptionKey: string };
  for (const secret of [
    secrets.keyEncryptionKey,
    world.chain.accounts.relayer.privateKey.slice(2),
    "sealed",
    "signedTx",
    "privateKey",
  ]) {
    expect(readable.includes(secret), secret).toBe(false);
  }
});

test("a view token opens its own vault, until it is wrong", async () => {
  const open = (vault: string, token: string) =>
    fetch(`${world.baseUrl}/v1/vaults/${vault}`, { headers: { authorization: `Bearer ${token}` } }).then(
      ({ status }) => status,
    );
  const { address, viewToken } = world.vault;
  expect(await open(address, viewToken)).toBe(200);
  expect(
    await open(
      address,
      viewToken.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    ),
  ).toBe(403);
  expect(await open(address, "")).toBe(403);
  expect(await open(`0x${"1".repeat(40)}`, viewToken)).toBe(403);
  const socket = await fetch(`${world.baseUrl}/v1/live?topic=vault:${address}&token=wrong`);
  expect(socket.status).toBe(403);
});

test("after DISARM the key is gone: a fire that is right in everything casts nothing", async () => {
  await owner().act("put-trigger", { trigger: demoTrigger });
  version += 1;
  const disarmed = await owner().act("disarm", {});
  expect(disarmed).toMatchObject({ state: "revoked", safeTx: expect.objectContaining({ operation: 1 }) });
  expect((await world.view()).session.state).toBe("revoked");
  expect(await call("acceptFires", await forge())).toMatchObject({ answer: { value: { accepted: 1 } } });
  const latest = async () => (await world.view()).casts[0]?.reason?.code;
  expect(await waitUntil(10_000, async () => (await latest()) === "no-session")).toBe(true);
});
