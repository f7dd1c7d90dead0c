import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { beforeAll, expect, test } from "vitest";
import {
  LetterDetail,
  LetterOrderAnswer,
  LetterOrders,
  LettersPage,
  Operators,
} from "../../contracts/dead-letter-views.ts";
import { Problem } from "../../contracts/problem.ts";
import { letterOrderTypedData, type UnsignedLetterOrder } from "../../execute/core/letter-order.ts";
import type { TradingStateActor } from "../../execute/trading-state-actor.ts";
import type { DeadLettersActor } from "../dead-letters/dead-letters-actor.ts";
import { describeLetter } from "../dead-letters/describe-letter.ts";
import { deadLetterRoutes } from "./dead-letter-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";

type TestEnv = {
  readonly DEAD_LETTERS: DurableObjectNamespace<DeadLettersActor>;
  readonly TRADING_STATE: DurableObjectNamespace<TradingStateActor>;
  readonly ARCHIVE: R2Bucket;
};
const { DEAD_LETTERS, TRADING_STATE, ARCHIVE } = env as unknown as TestEnv;
const operator = privateKeyToAccount(generatePrivateKey());
const routes = new Hono().route("/v1", deadLetterRoutes).route("/v1", operatorRoutes);
const vault = `0x${"ab".repeat(20)}`;

async function get<T>(path: string, schema: { parse(value: unknown): T }): Promise<T> {
  const response = await routes.request(`/v1/${path}`, {}, env as object);
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  return schema.parse(await response.json());
}
const post = (path: string, body: unknown) =>
  routes.request(`/v1/${path}`, { method: "POST", body: JSON.stringify(body) }, env as object);

async function park(queue: string, n: number, message = `it names "${vault}"`): Promise<string> {
  const original = { id: `${queue}:${vault}:${n}`, n };
  const { letter, text } = await describeLetter(queue, {
    ...{ id: `dead:${original.id}`, schema: "dead-letter", version: 1, eventTimeMs: n, traceId: String(n).repeat(32) },
    body: { queue, reason: { code: "hopeless", message }, parkedWallMs: 1_000 + n, original },
  });
  await ARCHIVE.put(letter.key, text);
  await DEAD_LETTERS.getByName("all").park(letter);
  return letter.id;
}

let ids: readonly string[];
let chainId: number;
beforeAll(async () => {
  await runInDurableObject(TRADING_STATE.getByName("global"), (actor) => {
    Object.assign((actor as unknown as { env: object }).env, { OPERATORS: JSON.stringify([operator.address]) });
  });
  ids = [await park("signals", 1), await park("fires", 2), await park("journal", 3), await park("signals", 4)];
  const operators = await get("operators", Operators);
  expect(operators.operators).toEqual([operator.address]);
  chainId = operators.chainId;
});

test("newest first, a page at a time; by queue and by trace", async () => {
  const first = await get("dead-letters?limit=3", LettersPage);
  expect(first.letters.map(({ id }) => id)).toEqual([ids[3], ids[2], ids[1]]);
  const rest = await get(`dead-letters?limit=3&cursor=${encodeURIComponent(first.nextCursor ?? "")}`, LettersPage);
  expect([rest.letters.map(({ id }) => id), rest.nextCursor]).toEqual([[ids[0]], null]);
  const signals = await get("dead-letters?queue=signals", LettersPage);
  expect(signals.letters.map(({ id }) => id)).toEqual([ids[3], ids[0]]);
  const traced = await get(`dead-letters?trace=${"3".repeat(32)}`, LettersPage);
  expect(traced.letters.map(({ id }) => id)).toEqual([ids[2]]);
  expect(first.counts).toEqual([
    { queue: "fires", parked: 1, sending: 0, settled: 0 },
    { queue: "journal", parked: 1, sending: 0, settled: 0 },
    { queue: "signals", parked: 2, sending: 0, settled: 0 },
  ]);
});

test("bodies of public queues alone; of the others nothing names a vault", async () => {
  const shown = await get(`dead-letters/${ids[0]}`, LetterDetail);
  expect(shown).toMatchObject({ isPublic: true, messageId: `signals:${vault}:1`, body: { n: 1 } });
  for (const id of [ids[1], ids[2]]) {
    const hidden = await get(`dead-letters/${id}`, LetterDetail);
    expect(hidden).toMatchObject({ isPublic: false, messageId: null, body: null, reason: { code: "hopeless" } });
    expect(JSON.stringify(hidden)).not.toContain(vault);
  }
  expect(JSON.stringify(await get("dead-letters?queue=fires", LettersPage))).not.toContain(vault);
});

test("an operator's order counts, once, and is kept; another act than the route's does not", async () => {
  const order: UnsignedLetterOrder = {
    ...{ act: "discard", queue: "signals", letters: [ids[0] ?? ""], lettersMax: 0 },
    ...{ reason: "known and mended", issuedAtMs: Date.now() },
  };
  const signed = { ...order, signature: await operator.signTypedData(letterOrderTypedData(chainId, order)) };
  const other = await post("dead-letters/redrive", signed);
  expect([other.status, Problem.parse(await other.json()).detail]).toEqual([400, expect.stringMatching(/^bad-order/)]);
  const counted = await post("dead-letters/discard", signed);
  expect(LetterOrderAnswer.parse(await counted.json())).toEqual({
    by: operator.address,
    results: [{ id: ids[0], outcome: "discarded", why: "" }],
  });
  const again = await post("dead-letters/discard", signed);
  expect([again.status, Problem.parse(await again.json()).detail]).toEqual([403, expect.stringMatching(/^outdated/)]);
  expect((await get("dead-letters/orders", LetterOrders)).orders).toMatchObject([
    { act: "discard", queue: "signals", letters: 1, by: operator.address, reason: "known and mended" },
  ]);
  expect((await get("dead-letters?state=discarded", LettersPage)).letters.map(({ id }) => id)).toEqual([ids[0]]);
});

test.each([
  ["dead-letters?limit=0", 400],
  ["dead-letters?state=lost", 400],
  ["dead-letters?cursor=x", 400],
  ["dead-letters?trace=x", 400],
  ["dead-letters/none", 404],
  [`dead-letters/${"0".repeat(32)}`, 404],
])("GET %s is %i", async (path, status) => {
  const response = await routes.request(`/v1/${path}`, {}, env as object);
  expect(response.status).toBe(status);
  expect(Problem.safeParse(await response.json()).success).toBe(true);
});
