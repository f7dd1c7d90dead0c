import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import type { LetterResult } from "../../contracts/dead-letter-views.ts";
import { LetterOrder, letterOrderTypedData } from "../../execute/core/letter-order.ts";
import { readSigner } from "../../execute/core/operator-signature.ts";
import { runQueueCommand } from "./queue-command.ts";

const chainId = 31_337;
const key = generatePrivateKey();
const operator = privateKeyToAccount(key).address;
const id = (n: number) => String(n).repeat(32);

/** An instance on loopback that reads orders as the product does, and answers with these results. */
async function serve(results: readonly LetterResult[], operators: readonly `0x${string}`[] = [operator]) {
  const orders: LetterOrder[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const answer = async (): Promise<readonly [number, object]> => {
      if (pathname === "/v1/operators") return [200, { chainId, operators }];
      if (request.method === "GET") {
        const letters = [2, 1].map((n) => ({
          ...{ id: id(n), queue: "signals", state: "parked", parkedWallMs: n, times: 1, bytes: 1, eventTimeMs: null },
          ...{
            reason: { code: "bad-message", message: "" },
            traceId: null,
            messageId: null,
            isPublic: true,
            decided: null,
          },
        }));
        return [200, { counts: [], letters, nextCursor: null }];
      }
      const order = LetterOrder.parse(JSON.parse(Buffer.concat(chunks).toString()));
      const signer = await readSigner(letterOrderTypedData(chainId, order), order, {
        operators,
        nowWallMs: Date.now(),
      });
      if (!signer.ok)
        return [403, { type: "", code: "not-allowed", title: "", status: 403, detail: signer.error.message }];
      orders.push(order);
      return [200, { by: signer.value, results }];
    };
    const [status, body] = await answer();
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    orders,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = { OPERATOR_KEY: key }) {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void out.push(text), err: (line: string) => void err.push(line) };
  const code = await runQueueCommand("signals", args, streams, env);
  return { code, out: out.join(""), err: err.join("\n") };
}

test("an operator's order: what was taken, and by whom", async () => {
  await using server = await serve([{ id: id(1), outcome: "redriven", why: "" }]);
  const result = await run(["--url", server.url, "--letter", id(1), "--reason", "mended"]);
  expect(result).toEqual({ code: 0, out: `${id(1)}  redriven\n`, err: `1 of 1 taken, by order of ${operator}` });
  expect(server.orders).toMatchObject([
    { act: "redrive", queue: "signals", letters: [id(1)], lettersMax: 0, reason: "mended" },
  ]);
});

test("without letters the oldest fifty; --discard lets them rest; what is left is exit code 1", async () => {
  await using server = await serve([{ id: id(1), outcome: "skipped", why: "it is on its way already" }]);
  const result = await run(["--url", server.url, "--discard", "--reason", "x", "--json"]);
  expect(result.code).toBe(1);
  expect(JSON.parse(result.out)).toMatchObject({ by: operator, results: [{ outcome: "skipped" }] });
  expect(server.orders).toMatchObject([{ act: "discard", letters: [], lettersMax: 50 }]);
});

test("a dry run lists the oldest first and needs neither key nor reason", async () => {
  await using server = await serve([]);
  const result = await run(["--url", server.url, "--dry-run", "--max", "1"], {});
  expect(result).toMatchObject({ code: 0, err: "1 would be taken" });
  expect(result.out).toBe(`${id(1)}  1970-01-01T00:00:00.001Z  parked  bad-message\n`);
  expect(server.orders).toEqual([]);
});

test("an order of nobody, or no instance: exit code 3 with one line, and never the key", async () => {
  await using server = await serve([], []);
  const refused = await run(["--url", server.url, "--reason", "x"]);
  expect(refused).toEqual({ code: 3, out: "", err: `portent redrive: ${operator} is no operator` });
  const nobody = await run(["--url", "http://127.0.0.1:9", "--reason", "x"]);
  expect(nobody.code).toBe(3);
  expect(nobody.err).toMatch(/^portent redrive: http:\/\/127\.0\.0\.1:9 does not answer/);
  expect(refused.err + nobody.err).not.toContain(key);
});

test.each<[string, readonly string[], RegExp]>([
  ["over a range", ["--from=2024-03-04"], /--from/],
  ["without a reason", [], /--reason: say why/],
  ["with an empty reason", ["--reason", " "], /--reason: say why/],
  ["without a key", ["--reason", "x"], /OPERATOR_KEY: set it/],
  ["no letter", ["--letter", "1/2"], /--letter: expected 32 lower-case hex digits/],
  ["too many letters", ["--max", "201"], /--max: expected a whole number from 1 to 200/],
  ["letters and how many", ["--max", "2", "--letter", id(1)], /--max: not together/],
  ["no address", ["--url", "nowhere"], /--url: expected an address/],
])("%s is one line and exit code 2", async (_, args, line) => {
  const result = await run(args, {});
  expect([result.code, result.out, result.err.split("\n").length]).toEqual([2, "", 1]);
  expect(result.err).toMatch(line);
});

test("--help tells of the key and of the exit codes", async () => {
  expect((await run(["--help"], {})).out).toMatch(/OPERATOR_KEY.*Exit code 0: .*1: .*2: .*3: /s);
});
