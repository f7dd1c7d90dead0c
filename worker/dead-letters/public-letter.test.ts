import { expect, test } from "vitest";
import { hideNames } from "./public-letter.ts";

test.each([
  ["✖ Invalid input: expected string\n  → at body.vault", "✖ Invalid input: expected string\n  → at body.vault"],
  ['Unrecognized key: "my-trigger"', 'Unrecognized key: "…"'],
  ["casts 'a\\'b' holds a zero character", "casts '…' holds a zero character"],
  ["Key (key)=(0xabc:eth) exists", "Key (key)=(…) exists"],
  [`vault 0x${"ab".repeat(20)} does not answer`, "vault 0x… does not answer"],
  ["x".repeat(500), "x".repeat(400)],
])("%s", (message, shown) => {
  expect(hideNames(message)).toBe(shown);
});
