import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { readVaultSettings, type VaultEnv } from "./bindings.ts";

const { vars } = parse(readFileSync(join(import.meta.dirname, "../test/workerd/wrangler.toml"), "utf8")) as {
  vars: Record<string, string>;
};
const objects = ["VAULT", "OWNER_DIRECTORY", "REGISTRY", "LIVE_FEED", "OPEN_WORK", "TRADING_STATE", "QUEUE_JOURNAL"];
const env = (change: Record<string, string | undefined> = {}) =>
  ({ ...Object.fromEntries(objects.map((name) => [name, {}])), ...vars, ...change }) as unknown as VaultEnv;
const key = (byte: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));

test("a key-encryption key is named after itself, so that a sealed record tells two of them apart", () => {
  const { kek, kekPrevious } = readVaultSettings(
    env({ KEY_ENCRYPTION_KEY: key(1), KEY_ENCRYPTION_KEY_PREVIOUS: key(2) }),
  );
  expect(kek.id).toMatch(/^kek-[0-9a-f]{8}$/);
  expect(kekPrevious?.id).not.toBe(kek.id);
  expect(readVaultSettings(env({ KEY_ENCRYPTION_KEY: key(2) })).kek.id).toBe(kekPrevious?.id);
  expect(readVaultSettings(env()).kekPrevious).toBeUndefined();
});

test("without a list of pages nobody signs in", () => {
  expect(readVaultSettings(env({ ALLOWED_ORIGINS: undefined })).origins).toEqual([]);
});

test.each<[string, Record<string, string | undefined>, string]>([
  ["a key of another length", { KEY_ENCRYPTION_KEY: btoa("short") }, "KEY_ENCRYPTION_KEY must be 32 bytes"],
  ["a previous key of another length", { KEY_ENCRYPTION_KEY_PREVIOUS: btoa("short") }, "KEY_ENCRYPTION_KEY_PREVIOUS"],
  ["a page with a path", { ALLOWED_ORIGINS: '["https://portent.example/"]' }, "expected an origin"],
  ["a page without a protocol", { ALLOWED_ORIGINS: '["portent.example"]' }, "expected an origin"],
  ["what is missing", { RELAYER_KEY: undefined, CHAIN: undefined }, "lacks these bindings: CHAIN, RELAYER_KEY"],
])("%s is refused, and named", (_what, change, message) => {
  expect(() => readVaultSettings(env(change))).toThrow(message);
});
