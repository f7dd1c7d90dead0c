import { expect, test } from "vitest";
import { type ByteRange, parseRange } from "./parse-range.ts";

const whole: ByteRange = { kind: "whole" };
const part = (offset: number, length: number): ByteRange => ({ kind: "part", offset, length });
const none: ByteRange = { kind: "unsatisfiable" };

test.each<[string | undefined, ByteRange]>([
  [undefined, whole],
  ["bytes=0-99", part(0, 100)],
  ["bytes=0-0", part(0, 1)],
  ["bytes=99-", part(99, 1)],
  ["bytes=40-", part(40, 60)],
  ["bytes=40-1000", part(40, 60)],
  ["bytes=-10", part(90, 10)],
  ["bytes=-1000", part(0, 100)],
  ["bytes=100-", none],
  ["bytes=100-200", none],
  ["bytes=-0", none],
  ["bytes=50-40", whole],
  ["bytes=0-1,5-9", whole],
  ["lines=0-9", whole],
  ["bytes=-", whole],
  ["bytes=a-b", whole],
])("of 100 bytes: %s", (header, expected) => {
  expect(parseRange(header, 100)).toEqual(expected);
});

test("an empty body has no bytes to give", () => {
  expect(parseRange("bytes=0-", 0)).toEqual(none);
});
