import { expect, test } from "vitest";
import { parseVaultKey } from "./vault-key.ts";

const address = `0x${"ab".repeat(20)}`;

test.each([
  [`#vault=${address}&view=t0k.en-_`, { vault: address, viewToken: "t0k.en-_" }],
  [`vault=${address.toUpperCase().replace("0X", "0x")}&view=a%2Bb`, { vault: address, viewToken: "a+b" }],
  [`#vault=${address}`, undefined],
  ["#view=token", undefined],
  ["#vault=0x12&view=token", undefined],
  ["", undefined],
])("%s", (hash, expected) => {
  expect(parseVaultKey(hash)).toEqual(expected);
});
