import { expect, test } from "vitest";
import { shortenAddresses, shortHex } from "./short-hex.ts";

const address = `0x12ab${"0".repeat(32)}cd34`;
const hash = `0x${"ab".repeat(32)}`;

test.each([
  [address, "0x12ab…cd34"],
  ["0x1234", "0x1234"],
  [hash, "0xabab…abab"],
])("%s is %s", (hex, short) => {
  expect(shortHex(hex)).toBe(short);
});

test.each([
  [`operator ${address}`, "operator 0x12ab…cd34"],
  ["breaker", "breaker"],
  [`${address}, ${address}`, "0x12ab…cd34, 0x12ab…cd34"],
  [hash, hash],
])("%s", (text, short) => {
  expect(shortenAddresses(text)).toBe(short);
});
