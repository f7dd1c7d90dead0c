import { hashMessage } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { expect, test } from "vitest";
import { proofMs, signInResources } from "../../../contracts/signed-request.ts";
import { readSignIn } from "./read-sign-in.ts";

const { address } = privateKeyToAccount(generatePrivateKey());
const nowWallMs = Date.UTC(2026, 10, 21, 12);
const vault = `0x${"a".repeat(40)}`;
const thumbprint = "T".repeat(43);
const origins = ["https://portent.example", "http://localhost:8787"];
const expected = { vault, chainId: 31337, origins, thumbprint, nowWallMs };

type Fields = Parameters<typeof createSiweMessage>[0];
const fields: Fields = {
  address,
  chainId: 31337,
  domain: "portent.example",
  uri: "https://portent.example/vault",
  version: "1",
  nonce: "ab".repeat(32),
  issuedAt: new Date(nowWallMs - 1_000),
  expirationTime: new Date(nowWallMs - 1_000 + proofMs),
  resources: [...signInResources(vault, thumbprint)],
};
const messageOf = (change: Partial<Fields> = {}) => createSiweMessage({ ...fields, ...change });
const codeOf = (message: string) => {
  const read = readSignIn(message, expected);
  return read.ok ? null : read.error.code;
};

test("a message for this vault, chain, key, page and moment", () => {
  const message = messageOf({ statement: "Sign in to Portent." });
  expect(readSignIn(message, expected)).toEqual({
    ok: true,
    value: {
      address,
      origin: "https://portent.example",
      nonce: `0x${"ab".repeat(32)}`,
      hash: hashMessage(message),
    },
  });
});

test.each<[string, Partial<Fields>, string | null]>([
  ["a page on this machine", { domain: "localhost:8787", uri: "http://localhost:8787" }, null],
  ["with the scheme of its page", { scheme: "https" }, null],
  ["with another scheme", { scheme: "http" }, "wrong-origin"],
  ["another page", { domain: "evil.example", uri: "https://evil.example" }, "wrong-origin"],
  ["another page that points here", { domain: "evil.example" }, "wrong-origin"],
  ["this page that points elsewhere", { uri: "https://evil.example/vault" }, "wrong-origin"],
  ["this page by another protocol", { uri: "http://portent.example/vault" }, "wrong-origin"],
  ["a page under this one's name", { domain: "portent.example.evil.example" }, "wrong-origin"],
  ["another port", { domain: "localhost:8788", uri: "http://localhost:8788" }, "wrong-origin"],
  ["another chain", { chainId: 1 }, "wrong-chain"],
  ["another vault", { resources: [...signInResources(`0x${"b".repeat(40)}`, thumbprint)] }, "wrong-resource"],
  ["another key", { resources: [...signInResources(vault, "U".repeat(43))] }, "wrong-resource"],
  ["a resource more", { resources: [...signInResources(vault, thumbprint), "urn:other"] }, "wrong-resource"],
  ["no resources", { resources: [] }, "wrong-resource"],
  [
    "the resources the other way round",
    { resources: [...signInResources(vault, thumbprint)].reverse() },
    "wrong-resource",
  ],
  ["expired", { expirationTime: new Date(nowWallMs - 1) }, "expired"],
  ["issued just now", { issuedAt: new Date(nowWallMs), expirationTime: new Date(nowWallMs + proofMs) }, null],
  ["issued in a moment", { issuedAt: new Date(nowWallMs + 1) }, "bad-sign-in"],
  ["good for more than five minutes", { expirationTime: new Date(nowWallMs + proofMs) }, "expiry-too-far"],
  [
    "good for an hour, in its last minute",
    { issuedAt: new Date(nowWallMs - 3_540_000), expirationTime: new Date(nowWallMs + 60_000) },
    "expiry-too-far",
  ],
  ["not before later", { notBefore: new Date(nowWallMs + 1) }, "bad-sign-in"],
  ["not before now", { notBefore: new Date(nowWallMs) }, null],
  ["a nonce of another form", { nonce: "abcdefgh12345678" }, "unknown-nonce"],
  ["a nonce in capitals", { nonce: "AB".repeat(32) }, "unknown-nonce"],
])("%s: %s", (_what, change, code) => {
  expect(codeOf(messageOf(change))).toBe(code);
});

test.each<[string, (message: string) => string]>([
  ["nothing", () => ""],
  ["something else", () => "hello"],
  ["another version", (message) => message.replace("Version: 1", "Version: 2")],
  ["a line before it", (message) => `evil.example wants this\n${message}`],
  ["a line behind it", (message) => `${message}\n- urn:other`],
  ["text behind it", (message) => `${message}\n\nand more`],
  ["line ends of another system", (message) => message.replaceAll("\n", "\r\n")],
  ["no expiry", (message) => message.replace(/\nExpiration Time: .+/, "")],
  ["a time without seconds", (message) => message.replace(/Issued At: .+/, "Issued At: 2026-11-21T12:00Z")],
  ["a time of another zone", (message) => message.replace(/Issued At: .+/, "Issued At: 2026-11-21T13:00:00+01:00")],
  ["an address in lower case", (message) => message.replace(address, address.toLowerCase())],
  ["a second field of the same name", (message) => message.replace("Version: 1", "Version: 1\nChain ID: 1")],
])("%s is no message that a vault takes", (_what, change) => {
  expect(["bad-sign-in", "wrong-resource"]).toContain(codeOf(change(messageOf())));
});
