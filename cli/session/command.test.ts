import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestFolder } from "../test-run-portent.ts";
import { runSessionCommand } from "./command.ts";
import { vault, vaultView } from "./test-vault-view.ts";

/** What the edge answers; the whole way to a real vault is walked in the system tests. */
const problem = {
  type: "/docs/errors#not-allowed",
  code: "not-allowed",
  title: "This vault shows itself to its own people only.",
  status: 403,
  detail: "the view token is unknown or has expired",
};
const answers: Readonly<Record<string, readonly [status: number, body: unknown]>> = {
  "Bearer good": [200, vaultView()],
  "Bearer other": [200, { vault }],
  "Bearer broken": [502, "bad gateway"],
};
const server = createServer(({ url, headers }, response) => {
  const [status, body] = answers[headers.authorization ?? ""] ?? [403, problem];
  response.writeHead(url === `/v1/vaults/${vault}` ? status : 404);
  response.end(JSON.stringify(body));
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function run(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runSessionCommand(args, {
    out: (text) => void out.push(text),
    err: (line) => void err.push(`${line}\n`),
  });
  return { code, out: out.join(""), err: err.join("") };
}

test("the vault is named before or after the options, in any case", async () => {
  for (const args of [
    [vault, "--url", url, "--token", "good"],
    ["--token=good", `--url=${url}/`, vault.toUpperCase().replace("0X", "0x")],
  ]) {
    const { code, out, err } = await run(...args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Vault 0xab.+\n\nSession key 0x1.+: armed\n/);
  }
});

test.each<readonly [title: string, token: string, message: RegExp]>([
  ["a token that is not accepted", "stranger", /: the view token is unknown or has expired\n$/],
  ["an answer of another version", "other", / answered in a form that this version does not know\n$/],
  ["a gateway's error", "broken", / answered 502\n$/],
])("%s: exit code 1, one line", async (_, token, message) => {
  const { code, out, err } = await run(vault, "--url", url, "--token", token);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^portent session: .+\n$/);
  expect(err).toMatch(message);
});

test.each<readonly [title: string, args: readonly string[], message: string]>([
  ["no vault", ["--url", "http://x", "--token", "t"], "name a vault"],
  ["a vault that is no address", ["0x12", "--url", "http://x", "--token", "t"], "0x12: expected the address"],
  ["two vaults", [vault, vault, "--url", "http://x", "--token", "t"], "one vault at a time"],
  ["no address", [vault, "--token", "t"], "--url: name where Portent runs"],
  ["an address of another kind", [vault, "--url", "ws://x", "--token", "t"], "--url: expected an address such as"],
  ["no token", [vault, "--url", "http://x"], "--token: give a view token"],
  ["an option that there is not", [vault, "--json"], "--json"],
])("%s: exit code 2, one line", (_, args, message) => {
  using folder = openTestFolder({});
  const { code, out, err } = folder.run("session", ...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^portent session: [^\n]+\n$/);
  expect(err).toContain(message);
});

test("nobody answers: exit code 1; --help: 0", () => {
  using folder = openTestFolder({});
  const down = folder.run("session", vault, "--url", "http://127.0.0.1:1", "--token", "t");
  expect(down).toMatchObject({ code: 1, out: "" });
  expect(down.err).toMatch(/^portent session: http:\/\/127\.0\.0\.1:1 does not answer: .+\n$/);
  const { code, out } = folder.run("session", "--help");
  expect(code).toBe(0);
  expect(out).toContain("Usage: portent session VAULT --url URL --token T");
});
