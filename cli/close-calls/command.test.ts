import { expect, test } from "vitest";
import { openTestFolder } from "../test-run-portent.ts";

const safe = `0x${"ab".repeat(20)}`;
const files = { "broken.json": "{", "empty.json": "{}", "list.json": "[]" };
const chain = (name: string) => ["--chain", name, "--safe", safe];

test.each<readonly [title: string, args: readonly string[], message: string]>([
  ["no settings", ["--safe", safe], "--chain: name the file of the chain's settings"],
  ["no Safe", ["--chain", "empty.json"], "--safe: name the address of the vault's Safe"],
  ["a Safe that is no address", ["--chain", "empty.json", "--safe", "0x12"], '--safe: expected an address, not "0x12"'],
  ["no such file", chain("none.json"), "--chain: none.json: there is no such file"],
  ["a file that is no JSON", chain("broken.json"), "--chain: broken.json is no JSON: "],
  ["settings that lack a field", chain("empty.json"), "--chain: empty.json: chainId: "],
  ["settings of another form", chain("list.json"), "--chain: list.json: "],
  [
    "an order that is none",
    [...chain("empty.json"), "--order", "0x1"],
    '--order: expected 0x and 64 hexadecimal digits, not "0x1"',
  ],
  ["an option that there is not", [...chain("empty.json"), "--key", "x"], "--key"],
])("%s: exit code 2, one line, and nothing on standard output", (_, args, message) => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run("close-calls", ...args);
  expect({ code, out, lines: err.trimEnd().split("\n").length }).toEqual({ code: 2, out: "", lines: 1 });
  expect(err).toMatch(/^portent close-calls: /);
  expect(err).toContain(message);
});

test("--help says what is printed, and that no server has a part in it", () => {
  using folder = openTestFolder({});
  const { code, out } = folder.run("close-calls", "--help");
  expect(code).toBe(0);
  expect(out).toContain("Usage: portent close-calls --chain FILE --safe ADDRESS");
  expect(out).toContain("No server of Portent");
});
