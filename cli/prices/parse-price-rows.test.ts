import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePriceRows } from "./parse-price-rows.ts";

const barsHeader = "ts_ms,symbol,open,high,low,close,volume";
const pricesHeader = "ts_ms,symbol,price";

function parse(text: string) {
  const rows = parsePriceRows("f.csv", text);
  if (!rows.ok) throw new Error(rows.error.message);
  return rows.value;
}

const parseBar = (row: string) => parse(`${barsHeader}\n${row}`);

test("bars: the close counts, with the bar's low and high; in the order of the file", () => {
  const text = [barsHeader, "120000,A/B,1,4,0.5,2,10", "60000,A/B,2,3,1,2.5,0", "60000,C,7,7,7,7,7"].join("\n");
  expect(parse(text)).toEqual({
    file: "f.csv",
    shape: "bars",
    bySymbol: new Map([
      ["A/B", { tsMs: [120_000, 60_000], open: [1, 2], low: [0.5, 1], high: [4, 3], close: [2, 2.5] }],
      ["C", { tsMs: [60_000], open: [7], low: [7], high: [7], close: [7] }],
    ]),
    refused: [],
  });
});

test("prices: low and high are the price", () => {
  expect(parse(`${pricesHeader}\n5,A,2.5\n`)).toMatchObject({
    shape: "prices",
    bySymbol: new Map([["A", { tsMs: [5], low: [2.5], high: [2.5], close: [2.5] }]]),
  });
});

describe("headers", () => {
  test.each(["", "a,b", "ts_ms,symbol", `${barsHeader},x`, "1,A,2", "TS_MS,SYMBOL,PRICE"])("%j is none", (header) => {
    const rows = parsePriceRows("f.csv", `${header}\n1,A,2`);
    const message = `f.csv:1: expected the header ${barsHeader} or ${pricesHeader}, not ${JSON.stringify(header)}`;
    expect(rows).toEqual({ ok: false, error: { message } });
  });

  test.each([pricesHeader, `${pricesHeader}\n`, `${pricesHeader}\r\n`])("%j alone is a file without rows", (text) => {
    expect(parse(text)).toMatchObject({ bySymbol: new Map(), refused: [] });
  });
});

test.each<readonly [title: string, row: string]>([
  ["exponents", "6e4,A,1e0,2.5E+1,5e-1,.5e1,1e3"],
  ["a sign", "60000,A,+1,+25,+0.5,+5,-3"],
  ["no digits after or before the point", "60000.,A,1.,25.,.5,5.,0."],
  ["spaces around fields", " 60000 , A , 1 , 25 , 0.5 , 5 , 0 "],
  ["a carriage return at the end", "60000,A,1,25,0.5,5,0\r"],
  ["a negative volume", "60000,A,1,25,0.5,5,-1e9"],
  ["an open above the high", "60000,A,99,25,0.5,5,0"],
  ["an open below the low", "60000,A,0.1,25,0.5,5,0"],
])("taken: %s", (_, row) => {
  expect(parseBar(row)).toMatchObject({
    bySymbol: new Map([["A", { tsMs: [60_000], low: [0.5], high: [25], close: [5] }]]),
    refused: [],
  });
});

test.each<readonly [title: string, row: string, close: number]>([
  ["above the high", "60000,A,1,2,1,3,0", 3],
  ["below the low", "60000,A,1,2,1,0.5,0", 0.5],
])("taken: a close %s", (_, row, close) => {
  expect(parseBar(row)).toMatchObject({ bySymbol: new Map([["A", { close: [close] }]]), refused: [] });
});

test.each<readonly [row: string, reason: string]>([
  ["60000,A,1,2,1,1", "volume is missing"],
  ["60000,A,1,2,1,1,", "volume is missing"],
  ["60000,,1,2,1,1,0", "symbol is missing"],
  [",A,1,2,1,1,0", "ts_ms is missing"],
  ["60000,A,,2,1,1,0", "open is missing"],
  ["60000", "symbol is missing"],
  [" ", "ts_ms is missing"],
  ["60000,A,1,2,1,1,0,9", "8 fields, expected 7"],
  ["60000,A,1,2,1,1,0,", "8 fields, expected 7"],
  ["x,A,1,2,1,1,0", "ts_ms is not a number: x"],
  ["2021-05-19,A,1,2,1,1,0", "ts_ms is not a number: 2021-05-19"],
  ["60000.5,A,1,2,1,1,0", "ts_ms is not whole: 60000.5"],
  ["1e300,A,1,2,1,1,0", "ts_ms is not whole: 1e300"],
  ["60000,A,NaN,2,1,1,0", "open is not a finite number: NaN"],
  ["60000,A,1,Infinity,1,1,0", "high is not a finite number: Infinity"],
  ["60000,A,1,1e400,1,1,0", "high is not a finite number: 1e400"],
  ["60000,A,1,2,1,0x1,0", "close is not a finite number: 0x1"],
  ["60000,A,1,2,1,1 000,0", "close is not a finite number: 1 000"],
  ["60000,A,1,2,1,1,many", "volume is not a finite number: many"],
  ["60000,A,1,2,1,1,1e999", "volume is not a finite number: 1e999"],
  ["60000,A,0,2,1,1,0", "open is not above 0: 0"],
  ["60000,A,1,-2,1,1,0", "high is not above 0: -2"],
  ["60000,A,1,2,0,1,0", "low is not above 0: 0"],
  ["60000,A,1,2,1,-0,0", "close is not above 0: -0"],
  ["60000,A,1,2,1,1e-400,0", "close is not above 0: 1e-400"],
  ["60000,A,1,2,3,2,0", "high 2 is below low 3"],
])("refused: %j", (row, reason) => {
  expect(parseBar(row)).toMatchObject({ bySymbol: new Map(), refused: [{ file: "f.csv", line: 2, reason }] });
});

test.each<readonly [row: string, reason: string]>([
  ["1,A", "price is missing"],
  ["1,A,2,3", "4 fields, expected 3"],
  ["1,A,0", "price is not above 0: 0"],
  ["1,A,x", "price is not a finite number: x"],
])("refused of prices: %j", (row, reason) => {
  expect(parse(`${pricesHeader}\n${row}`)).toMatchObject({ bySymbol: new Map(), refused: [{ line: 2, reason }] });
});

test("lines count from the header, empty ones too, and every refused row is told", () => {
  const text = [pricesHeader, "1,A,2", "", "bad,A,2", "2,A,3", "", "3,A,-1", ""].join("\r\n");
  const { bySymbol, refused } = parse(text);
  expect(bySymbol.get("A")?.tsMs).toEqual([1, 2]);
  expect(refused.map(({ line }) => line)).toEqual([4, 7]);
});

test("shortest decimals come back as the doubles that they were", () => {
  const price = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(price, { minLength: 1 }), (list) => {
      const rows = list.map((value, at) => `${at},A,${value}`);
      expect(parse([pricesHeader, ...rows].join("\n")).bySymbol.get("A")?.close).toEqual(list);
    }),
  );
});
