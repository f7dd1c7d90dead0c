import { hashTypedData } from "viem";
import { expect, test } from "vitest";
import { letterOrderTypedData } from "../../../../../execute/core/letter-order.ts";
import { writeTypedData } from "./write-typed-data.ts";

test("read again, the text is the order that the server checks", () => {
  const typedData = letterOrderTypedData(42_161, {
    ...{ act: "redrive", queue: "signals", letters: ["1".repeat(32)], lettersMax: 0 },
    ...{ reason: 'the "cause" is mended', issuedAtMs: 1_700_000_000_000 },
  });
  expect(hashTypedData(JSON.parse(writeTypedData(typedData)))).toBe(hashTypedData(typedData));
});
