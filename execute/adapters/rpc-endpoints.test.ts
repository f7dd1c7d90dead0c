import { once } from "node:events";
import { createServer } from "node:http";
import { keccak256, numberToHex } from "viem";
import { afterEach, describe, expect, test } from "vitest";
import { createEndpoints, type EndpointsOptions } from "./rpc-endpoints.ts";

/** What a scripted node does with a request. `down`: HTTP 503, also when it is asked for its chain or its head. */
type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } }
  | "silent"
  | "down";
type Script = { chainId: number; head: number; reply: Reply };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A node over real HTTP that answers for its chain and its head, and otherwise as told. */
async function startNode(change: Partial<Script> = {}) {
  const script: Script = { chainId: 31337, head: 100, reply: { result: "0x1" }, ...change };
  const asked: string[] = [];
  const headers: (string | undefined)[] = [];
  const answer = (method: string): Reply => {
    if (script.reply === "down") return "down";
    if (method === "eth_chainId") return { result: numberToHex(script.chainId) };
    return method === "eth_blockNumber" ? { result: numberToHex(script.head) } : script.reply;
  };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      const { id, method } = JSON.parse(text) as { id: number; method: string };
      asked.push(method);
      headers.push(request.headers.authorization);
      const reply = answer(method);
      if (reply === "down") response.writeHead(503).end("down");
      else if (reply !== "silent") response.end(JSON.stringify({ jsonrpc: "2.0", id, ...reply }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { script, asked, headers, host: `127.0.0.1:${address.port}`, rpcUrl: `http://127.0.0.1:${address.port}` };
}

/** Endpoints whose clock stands until the test moves it. */
function connect(nodes: readonly { readonly rpcUrl: string }[], change: Partial<EndpointsOptions> = {}) {
  const clock = { nowMs: 1_000_000 };
  const endpoints = createEndpoints({
    rpcUrls: nodes.map(({ rpcUrl }) => rpcUrl),
    chainId: 31337,
    timeoutMs: 2_000,
    nowMs: () => clock.nowMs,
    ...change,
  });
  return { endpoints, clock };
}

describe("read", () => {
  test("goes to the next endpoint where one fails, and a node's own error is an answer", async () => {
    const [first, second] = [await startNode({ reply: "down" }), await startNode()];
    const { endpoints } = connect([first, second]);
    expect(await endpoints.read("eth_gasPrice", [])).toEqual({ ok: true, value: "0x1" });
    second.script.reply = { error: { code: -32000, message: "execution reverted" } };
    first.script.reply = { result: "0x2" };
    expect(await endpoints.read("eth_gasPrice", [])).toMatchObject({ error: { code: "rpc.error" } });
    expect(first.asked).not.toContain("eth_gasPrice");
  });

  test.each([
    ["too many requests", -32005, "limit exceeded"],
    ["an internal error", -32603, "internal error: the database is locked"],
  ])("a node with a fault of its own is passed over: %s", async (_name, code, message) => {
    const sick = await startNode({ reply: { error: { code, message } } });
    const { endpoints } = connect([sick, await startNode()]);
    expect(await endpoints.read("eth_call", [])).toEqual({ ok: true, value: "0x1" });
    expect(endpoints.describe()[0]).toMatchObject({ failuresInRow: 1 });
  });

  test("a node without an archive is not left alone for saying so at every look", async () => {
    const node = await startNode({ reply: { error: { code: -32000, message: "missing trie node 1f2e (path )" } } });
    const { endpoints } = connect([node, await startNode()]);
    for (let look = 0; look < 10; look += 1) await endpoints.readAll("eth_call", []);
    expect(endpoints.describe()[0]).toMatchObject({ state: "closed", failuresInRow: 0 });
  });

  test("a revert is the chain's answer, whatever its code", async () => {
    const reply = { error: { code: -32603, message: "execution reverted" } };
    const { endpoints } = connect([await startNode({ reply }), await startNode()]);
    expect(await endpoints.read("eth_call", [])).toMatchObject({ error: { code: "rpc.error" } });
  });

  test("prefers the endpoint that is not behind", async () => {
    const [behind, current] = [await startNode({ head: 90 }), await startNode({ head: 100 })];
    const { endpoints } = connect([behind, current]);
    await endpoints.read("eth_gasPrice", []);
    expect([behind.asked.includes("eth_gasPrice"), current.asked.includes("eth_gasPrice")]).toEqual([false, true]);
    expect(endpoints.describe().map(({ lagBlocks, head }) => [lagBlocks, head])).toEqual([
      [10, "90"],
      [0, "100"],
    ]);
  });

  test("with all down, the first failure is told, and the breakers open", async () => {
    const nodes = [await startNode({ reply: "down" }), await startNode({ reply: "down" })];
    const { endpoints } = connect(nodes);
    for (let round = 0; round < 6; round += 1) {
      expect(await endpoints.read("eth_gasPrice", [])).toMatchObject({ error: { code: "rpc.http-status" } });
    }
    expect(endpoints.describe().map(({ state }) => state)).toEqual(["open", "open"]);
  });
});

describe("the chain's id", () => {
  test("is asked before anything else, once, also by requests that come together", async () => {
    const node = await startNode();
    const { endpoints } = connect([node]);
    await Promise.all(["eth_gasPrice", "eth_call", "eth_getBalance"].map((method) => endpoints.read(method, [])));
    expect(node.asked[0]).toBe("eth_chainId");
    expect(node.asked.filter((method) => method === "eth_chainId")).toHaveLength(1);
  });

  test("another one excludes the endpoint for a minute: nothing is read from it and nothing sent to it", async () => {
    const [other, own] = [await startNode({ chainId: 1 }), await startNode()];
    const { endpoints, clock } = connect([other, own]);
    expect(await endpoints.read("eth_gasPrice", [])).toEqual({ ok: true, value: "0x1" });
    await endpoints.broadcast("0x1234");
    expect(await endpoints.readAll("eth_gasPrice", [])).toMatchObject([
      { error: { code: "rpc.wrong-chain" } },
      { ok: true },
    ]);
    expect(new Set(other.asked)).toEqual(new Set(["eth_chainId"]));
    expect(endpoints.describe().map(({ state }) => state)).toEqual(["other-chain", "closed"]);
    other.script.chainId = 31337;
    clock.nowMs += 60_000;
    expect(await endpoints.readAll("eth_gasPrice", [])).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test("where every endpoint serves another chain, a read says so and a send is unknown", async () => {
    const { endpoints } = connect([await startNode({ chainId: 1 })]);
    for (let round = 0; round < 2; round += 1) {
      expect(await endpoints.read("eth_gasPrice", [])).toMatchObject({ error: { code: "rpc.wrong-chain" } });
    }
    expect(await endpoints.broadcast("0x1234")).toMatchObject({ outcome: "unknown" });
  });
});

describe("the breaker", () => {
  test("leaves an endpoint alone after five failures, then tries it with one request that asks for its chain", async () => {
    const [sick, well] = [await startNode({ reply: "down" }), await startNode()];
    const { endpoints, clock } = connect([sick, well]);
    for (let round = 0; round < 5; round += 1) await endpoints.readAll("eth_gasPrice", []);
    const before = sick.asked.length;
    expect(await endpoints.readAll("eth_gasPrice", [])).toMatchObject([
      { error: { code: "rpc.breaker-open" } },
      { ok: true },
    ]);
    expect(sick.asked).toHaveLength(before);
    clock.nowMs += 1_000;
    sick.script.reply = { result: "0x1" };
    await Promise.all([endpoints.readAll("eth_gasPrice", []), endpoints.readAll("eth_gasPrice", [])]);
    expect(sick.asked.slice(before)).toEqual(["eth_chainId", "eth_gasPrice", "eth_gasPrice"]);
    expect(endpoints.describe()[0]).toMatchObject({ state: "closed", failuresInRow: 0, retryAtMs: null });
  });

  test("of the only endpoint keeps nothing back: it is asked as soon as it is up again", async () => {
    const node = await startNode({ reply: "down" });
    const { endpoints } = connect([node]);
    for (let round = 0; round < 9; round += 1) await endpoints.read("eth_gasPrice", []);
    expect(endpoints.describe()[0]).toMatchObject({ state: "open" });
    node.script.reply = { result: "0x1" };
    expect(await endpoints.read("eth_gasPrice", [])).toEqual({ ok: true, value: "0x1" });
  });
});

describe("the budget", () => {
  test("beyond it the next endpoint is asked, and with none left the failure says so", async () => {
    const [first, second] = [await startNode(), await startNode()];
    // One for its chain, one for its head, two requests.
    const { endpoints, clock } = connect([first, second], { policy: { budget: { burst: 4, perSecond: 1 } } });
    const codes: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      const answer = await endpoints.read("eth_gasPrice", []);
      codes.push(answer.ok || answer.error.code);
    }
    expect(codes).toEqual([true, true, true, true, "rpc.over-budget"]);
    expect(await endpoints.broadcast("0x1234")).toMatchObject({ outcome: "unknown" });
    expect(first.asked.at(-1)).toBe("eth_sendRawTransaction");
    clock.nowMs += 2_000;
    expect(await endpoints.read("eth_gasPrice", [])).toMatchObject({ ok: true });
  });
});

describe("broadcast", () => {
  const hash = keccak256("0x1234");
  test("returns with the first acceptance, and the others have been sent to as well", async () => {
    const silent = await startNode({ reply: "silent" });
    const taking = await startNode({ reply: { result: hash } });
    // Longer than the test may take: an answer that is waited for would fail it.
    const { endpoints } = connect([silent, taking], { timeoutMs: 60_000 });
    expect(await endpoints.broadcast("0x1234")).toEqual({ outcome: "accepted", how: "fresh" });
    await expect.poll(() => silent.asked).toContain("eth_sendRawTransaction");
  });

  const says = (message: string): Reply => ({ error: { code: -32000, message } });
  test.each<[string, Reply, Reply, object]>([
    ["known to one, refused by the other", says("already known"), says("txpool is full"), { outcome: "accepted" }],
    ["used nonce, lost answer", says("nonce too low"), "down", { outcome: "nonce-too-low" }],
    ["refused, lost answer", says("txpool is full"), "down", { outcome: "unknown" }],
    [
      "refused by both",
      says("replacement transaction underpriced"),
      says("txpool is full"),
      { outcome: "refused", code: "replacement-underpriced" },
    ],
  ])("%s", async (_name, first, second, expected) => {
    const { endpoints } = connect([await startNode({ reply: first }), await startNode({ reply: second })]);
    expect(await endpoints.broadcast("0x1234")).toMatchObject(expected);
  });

  test("goes to an endpoint whose breaker is open, too", async () => {
    const [sick, well] = [await startNode({ reply: "down" }), await startNode({ reply: says("txpool is full") })];
    const { endpoints } = connect([sick, well]);
    for (let round = 0; round < 5; round += 1) await endpoints.readAll("eth_gasPrice", []);
    expect(endpoints.describe()[0]).toMatchObject({ state: "open" });
    sick.script.reply = { result: hash };
    expect(await endpoints.broadcast("0x1234")).toEqual({ outcome: "accepted", how: "fresh" });
  });
});

test("a name and a password in the URL are sent as a header, and shown nowhere; neither is a key in the path", async () => {
  const node = await startNode({ reply: { error: { code: -32000, message: "no" } } });
  const rpcUrl = `http://user:s%40cret@${node.host}/v2/key-in-path?token=hidden`;
  const { endpoints } = connect([{ rpcUrl }, { rpcUrl: "http://user:s%40cret@127.0.0.1:1/key-in-path" }]);
  const answers = [await endpoints.read("eth_gasPrice", []), ...(await endpoints.readAll("eth_gasPrice", []))];
  expect(node.headers[0]).toBe(`Basic ${btoa("user:s@cret")}`);
  const shown = JSON.stringify([answers, endpoints.describe(), await endpoints.broadcast("0x1234")]);
  expect(shown).not.toMatch(/cret|key-in-path|hidden|user/);
  expect(endpoints.describe().map(({ host }) => host)).toEqual([node.host, "127.0.0.1:1"]);
});

test("no endpoint at all is a mistake of the caller", () => {
  expect(() => connect([])).toThrow(RangeError);
});
