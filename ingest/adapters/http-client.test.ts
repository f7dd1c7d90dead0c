import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createHttpClient, type HttpClientSettings } from "./http-client.ts";
import { provideLoopback, type Reply } from "./test-loopback.ts";

const utf8 = (text: string) => Buffer.from(text, "utf8");

const server = provideLoopback();

/** Waits are noted and not slept; each moves the client's clock, which else stands still. */
function makeClient(settings: Partial<HttpClientSettings> = {}) {
  const waits: number[] = [];
  let nowMs = Date.UTC(2026, 10, 21, 12);
  const client = createHttpClient({
    timeoutMs: 2_000,
    budget: 20,
    totalMs: 60_000,
    random: () => 0.5,
    nowMs: () => nowMs,
    sleep: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    ...settings,
  });
  return { client, waits };
}

const good: Reply = { body: '{"a":1}' };
const fault: Reply = { status: 503, body: "down" };
const date = "Sat, 21 Nov 2026 12:00:00 GMT";

test("a good answer, with the server's own time", async () => {
  server.replies = [{ ...good, headers: { date } }];
  const { client } = makeClient({ headers: { "x-key": "0123456789" } });
  const answer = await client.getJson(`${server.url()}/prices?ids=1`);
  expect(answer).toEqual({ ok: true, value: { body: { a: 1 }, serverAtMs: Date.UTC(2026, 10, 21, 12) } });
  expect(server.asked).toMatchObject([
    {
      method: "GET",
      path: "/prices?ids=1",
      headers: { accept: "application/json", "x-key": "0123456789", "user-agent": "portent/0.1 (+signals pipeline)" },
    },
  ]);
  expect(client.calls()).toBe(1);
});

test("without a Date there is no time", async () => {
  server.replies = [
    (response) => {
      response.sendDate = false;
      response.writeHead(200).end("{}");
    },
  ];
  expect(await makeClient().client.getJson(server.url())).toEqual({ ok: true, value: { body: {}, serverAtMs: null } });
});

test("a body is posted as JSON", async () => {
  server.replies = [good];
  expect(await makeClient().client.postJson(server.url(), { method: "eth_call" })).toMatchObject({ ok: true });
  expect(server.asked).toMatchObject([
    { method: "POST", body: '{"method":"eth_call"}', headers: { "content-type": "application/json" } },
  ]);
});

test.each<[string, Uint8Array, string, string]>([
  ["UTF-8", utf8("Zürich"), "application/xml", "Zürich"],
  ["another charset", Buffer.from([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68]), 'text/xml; charset="ISO-8859-1"', "Zürich"],
  ["a charset that nobody knows", utf8("Zürich"), "text/xml; charset=klingon", "Zürich"],
])("text in %s", async (_what, body, type, text) => {
  server.replies = [{ body, headers: { "content-type": type } }];
  expect(await makeClient().client.getText(server.url())).toMatchObject({ ok: true, value: { body: text } });
});

test.each<[string, Reply, string, string]>([
  ["HTML", { body: "<!doctype html><title>Just a moment</title>" }, "bad-body", "no JSON: <!doctype html>"],
  ["half of a JSON text", { body: '[[16214229, "27' }, "bad-body", 'no JSON: [[16214229, "27'],
  ["nothing", { body: "" }, "bad-body", "an empty body"],
  [
    "a way to somewhere else",
    { status: 302, headers: { location: "https://a.example/x?key=1" } },
    "redirected",
    "HTTP 302, to a.example",
  ],
  ["a refusal", { status: 400, body: "{}" }, "http-status", "HTTP 400"],
  ["a block by country", { status: 451, body: "{}" }, "http-status", "HTTP 451"],
  ["a limit that says nothing more", { status: 429, body: "{}" }, "rate-limited", "HTTP 429"],
])("%s fails at once, with its reason", async (_what, reply, code, message) => {
  server.replies = [reply];
  const { client, waits } = makeClient();
  expect(await client.getJson(server.url())).toMatchObject({
    ok: false,
    error: { code, message: expect.stringContaining(message) as string },
  });
  expect([client.calls(), waits]).toEqual([1, []]);
});

test("at most 60 characters of a body are quoted", async () => {
  server.replies = [{ body: "x".repeat(5_000) }];
  const answer = await makeClient().client.getJson(server.url());
  expect(answer).toMatchObject({ ok: false, error: { message: `no JSON: ${"x".repeat(60)}` } });
});

test("a body without end is cut off: the server's stream is closed early", async () => {
  let sent = 0;
  let closed: () => void = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  server.replies = [
    (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const push = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write("x".repeat(65_536), push);
      };
      response.on("close", closed);
      push();
    },
  ];
  const { client } = makeClient({ bodyBytesMax: 1_000_000 });
  expect(await client.getJson(server.url())).toEqual({
    ok: false,
    error: { code: "bad-body", message: "longer than 1000000 bytes" },
  });
  await isClosed;
  expect(sent).toBeGreaterThan(1_000_000);
  expect(client.calls()).toBe(1);
});

test("a body that says that it is too long is not read", async () => {
  server.replies = [{ body: "x".repeat(2_000) }];
  const answer = await makeClient({ bodyBytesMax: 1_999 }).client.getText(server.url());
  expect(answer).toMatchObject({ ok: false, error: { code: "bad-body" } });
});

test.each<[string, Reply]>([
  ["a fault of the server", fault],
  ["a connection that is cut", (response) => response.socket?.destroy()],
  [
    "a body that is cut",
    (response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("[1,2", () => response.socket?.destroy());
    },
  ],
])("%s, then good: asked again after the back-off", async (_what, reply) => {
  server.replies = [reply, good];
  const { client, waits } = makeClient();
  expect(await client.getJson(server.url())).toMatchObject({ ok: true, value: { body: { a: 1 } } });
  expect([client.calls(), waits]).toEqual([2, [125]]);
});

test("a fault that stays is given up, and waits grow", async () => {
  server.replies = [fault];
  const { client, waits } = makeClient({ retriesMax: 3 });
  expect(await client.getJson(server.url())).toEqual({
    ok: false,
    error: { code: "http-status", message: "HTTP 503" },
  });
  expect([client.calls(), waits]).toEqual([4, [125, 250, 500]]);
});

test("nobody there", async () => {
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
  const { client } = makeClient();
  expect(await client.getJson(`http://127.0.0.1:${port}/`)).toMatchObject({
    ok: false,
    error: { code: "unreachable", message: expect.stringContaining("ECONNREFUSED") as string },
  });
  expect(client.calls()).toBe(3);
});

test.each<[string, Reply]>([
  ["never answers", () => {}],
  ["answers and stops in the middle", (response) => response.writeHead(200).write("[1,")],
])("a server that %s is given up after the time-out, each time", async (_what, reply) => {
  server.replies = [reply];
  const { client } = makeClient({ timeoutMs: 40, retriesMax: 1 });
  expect(await client.getJson(server.url())).toEqual({
    ok: false,
    error: { code: "timeout", message: "no answer within 40 ms" },
  });
  expect(client.calls()).toBe(2);
});

test.each<[string, Record<string, string>, number[]]>([
  ["seconds", { "retry-after": "7" }, [7_000]],
  ["a date, by the server's clock", { "retry-after": "Sat, 21 Nov 2026 12:00:09 GMT", date }, [9_000]],
  ["0: the back-off then", { "retry-after": "0" }, [125]],
])("a limit with Retry-After as %s is waited for", async (_what, headers, expected) => {
  server.replies = [{ status: 429, headers }, good];
  const { client, waits } = makeClient();
  expect(await client.getJson(server.url())).toMatchObject({ ok: true });
  expect(waits).toEqual(expected);
});

test("a limit that takes longer than there is time: nothing is sent until then, and the failure says how long", async () => {
  server.replies = [{ status: 429, headers: { "retry-after": "300" } }, good];
  const { client, waits } = makeClient();
  const first = await client.getJson(server.url());
  expect(first).toEqual({
    ok: false,
    error: { code: "rate-limited", message: "HTTP 429, to be asked again in 300 s" },
  });
  expect(await client.getJson(server.url())).toMatchObject({ ok: false, error: { code: "rate-limited" } });
  expect([client.calls(), waits]).toEqual([1, []]);
});

test("a server that is down and says until when is not asked before", async () => {
  server.replies = [{ status: 503, headers: { "retry-after": "4" } }, good];
  const { client, waits } = makeClient();
  expect(await client.getJson(server.url())).toMatchObject({ ok: true });
  expect(waits).toEqual([4_000]);
});

test("the other requests of a client wait for a limit as well", async () => {
  server.replies = [{ status: 429, headers: { "retry-after": "7" } }, good];
  const { client, waits } = makeClient({ retriesMax: 0 });
  expect(await client.getJson(server.url())).toMatchObject({ ok: false, error: { code: "rate-limited" } });
  expect(await client.getJson(server.url())).toMatchObject({ ok: true });
  expect(waits).toEqual([7_000]);
});

test("each attempt counts against the budget, and beyond it nothing is sent", async () => {
  server.replies = [fault, good, fault];
  const { client } = makeClient({ budget: 3 });
  expect(await client.getJson(server.url())).toMatchObject({ ok: true });
  // Its third call; there is none left to repeat it with.
  expect(await client.getJson(server.url())).toMatchObject({ ok: false, error: { code: "http-status" } });
  expect(await client.getJson(server.url())).toEqual({
    ok: false,
    error: { code: "over-budget", message: "the 3 calls of this run are used up" },
  });
  expect([client.calls(), server.asked.length]).toEqual([3, 3]);
});

test("requests at once do not go over the budget together", async () => {
  server.replies = [good];
  const { client } = makeClient({ budget: 4 });
  const answers = await Promise.all(Array.from({ length: 9 }, () => client.getJson(server.url())));
  expect(answers.filter((answer) => answer.ok).length).toBe(4);
  expect(server.asked.length).toBe(4);
});

test("when the time of the run is over nothing is sent", async () => {
  server.replies = [fault];
  const { client, waits } = makeClient({ totalMs: 300, retriesMax: 9 });
  expect(await client.getJson(server.url())).toMatchObject({ ok: false, error: { message: "HTTP 503" } });
  expect([client.calls(), waits]).toEqual([2, [125]]);
});

const key = "sk-live-0123456789";
const keyed: readonly (readonly [string, string, Record<string, string>])[] = [
  ["a header", "/x", { authorization: `Bearer ${key}` }],
  ["the query", `/x?api_key=${key}`, {}],
  ["the path", `/v3/${key}`, {}],
];
test.each(keyed)("a key in %s does not come back in a message", async (_where, path, headers) => {
  const { client } = makeClient({ headers, retriesMax: 0 });
  const echoes: readonly Reply[] = [
    { body: `no such key: ${key}, sorry` },
    { body: `${"y".repeat(50)} ${key}` },
    { status: 301, headers: { location: `http://${key}.example/${key}` } },
    { status: 403, body: key },
    (response) => response.socket?.destroy(),
  ];
  for (const reply of echoes) {
    server.replies = [reply];
    const answer = await client.getJson(`${server.url()}${path}`);
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).not.toContain("0123456789");
  }
  const nowhere = await client.getJson(`http://127.0.0.1:99999${path}`);
  expect(nowhere).toMatchObject({ ok: false, error: { code: "unreachable" } });
  expect(JSON.stringify(nowhere)).not.toContain("0123456789");
});

test("an address with a password is not sent, and not quoted", async () => {
  const { client } = makeClient();
  const answer = await client.getJson(server.url().replace("//", "//me:pw@"));
  expect(answer).toMatchObject({ ok: false, error: { code: "unreachable" } });
  expect(JSON.stringify(answer)).not.toContain("pw");
  expect(server.asked.length).toBe(0);
});

test("no timer is left behind: one would keep a Durable Object in memory", async () => {
  server.replies = [good];
  const countTimers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const { client } = makeClient({ timeoutMs: 600_000 });
  await client.getJson(server.url());
  const before = countTimers();
  await client.getJson(server.url());
  expect(countTimers()).toBe(before);
});
