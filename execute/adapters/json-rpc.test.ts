import { createServer, type Server, type ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { createJsonRpc } from "./json-rpc.ts";
import { sendRaw } from "./send-raw.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A node that answers as told. `id` in the body stands for the request's own. */
async function serve(answer: (response: ServerResponse, id: number) => void): Promise<string> {
  const started = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => answer(response, Number(/"id":(\d+)/.exec(text)?.[1])));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

type Answer = readonly [status: number, body: (id: number) => string];
const answers: readonly (readonly [name: string, answer: Answer, code: string])[] = [
  ["a server error", [502, () => "bad gateway"], "rpc.http-status"],
  ["a server error that looks like a refusal", [500, (id) => rpcError(id, -32003, "nonce too low")], "rpc.http-status"],
  ["too many requests", [429, () => "slow down"], "rpc.http-status"],
  ["garbage", [200, () => "<html>"], "rpc.bad-answer"],
  ["nothing", [200, () => ""], "rpc.bad-answer"],
  ["an answer to another request", [200, (id) => `{"jsonrpc":"2.0","id":${id + 1},"result":"0x1"}`], "rpc.bad-answer"],
  ["neither result nor error", [200, (id) => `{"jsonrpc":"2.0","id":${id}}`], "rpc.bad-answer"],
  ["an error of an unknown kind", [200, (id) => rpcError(id, -32603, "Internal error")], "rpc.error"],
];
const rpcError = (id: number, code: number, message: string) =>
  JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } });

describe("a failed request is a value with a code, and a send with such an answer is unknown", () => {
  test.each(answers)("%s", async (_name, [status, body], code) => {
    const rpcUrl = await serve((response, id) => response.writeHead(status).end(body(id)));
    const rpc = createJsonRpc({ rpcUrl, timeoutMs: 2_000 });
    expect(await rpc("eth_blockNumber", [])).toMatchObject({ ok: false, error: { code } });
    expect(await sendRaw(rpc, "0x1234")).toMatchObject({ outcome: "unknown" });
  });

  test("no answer in time, and an answer whose body never ends", async () => {
    const silent = createJsonRpc({ rpcUrl: await serve(() => {}), timeoutMs: 50 });
    expect(await silent("eth_blockNumber", [])).toMatchObject({ ok: false, error: { code: "rpc.timeout" } });
    server?.closeAllConnections();
    server?.close();
    const slow = createJsonRpc({
      rpcUrl: await serve((response) => response.writeHead(200).write("{")),
      timeoutMs: 50,
    });
    expect(await sendRaw(slow, "0x1234")).toMatchObject({
      outcome: "unknown",
      reason: expect.stringContaining("timeout"),
    });
  });

  test("a connection that is cut after the request arrived", async () => {
    const rpc = createJsonRpc({ rpcUrl: await serve((response) => response.destroy()), timeoutMs: 2_000 });
    expect(await rpc("eth_blockNumber", [])).toMatchObject({ ok: false, error: { code: "rpc.network" } });
    expect(await sendRaw(rpc, "0x1234")).toMatchObject({ outcome: "unknown" });
  });

  test("a success with another hash than the transaction's own is unknown", async () => {
    const rpcUrl = await serve((response, id) =>
      response.end(`{"jsonrpc":"2.0","id":${id},"result":"0x${"00".repeat(32)}"}`),
    );
    expect(await sendRaw(createJsonRpc({ rpcUrl, timeoutMs: 2_000 }), "0x1234")).toMatchObject({ outcome: "unknown" });
  });
});
