import { describe, expect, test } from "vitest";
import type { FetchFailure, HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { fetchBaseFee } from "./base-fee.ts";
import type { ContextSettings } from "./context-source.ts";
import { fetchOkxDerivatives } from "./okx-derivatives.ts";

/** Answers by a word of the address or of the request's body. */
function clientOf(answers: Readonly<Record<string, Result<unknown, FetchFailure>>>): HttpClient {
  const find = async (text: string) => {
    const found = Object.entries(answers).find(([word]) => text.includes(word))?.[1];
    if (found === undefined) return err({ code: "unreachable" as const, message: `nothing answers ${text}` });
    return found.ok ? ok({ body: found.value, serverAtMs: null }) : found;
  };
  return {
    getJson: find,
    getText: async () => err({ code: "bad-body", message: "no text here" }),
    postJson: (_url, body) => find(JSON.stringify(body)),
    calls: () => 0,
  };
}
const settings = (http: HttpClient, subjects: Readonly<Record<string, string>>): ContextSettings => ({
  ...{ baseUrl: "http://source", http, subjects: new Map(Object.entries(subjects)) },
});

const atMs = 1_790_000_000_000;
const fundingRow = (change: object = {}) => ({
  ...{ formulaType: "noRate", fundingRate: "0.0001", fundingTime: "1790020800000", instId: "BTC-USDT-SWAP" },
  ...{ instType: "SWAP", nextFundingRate: "", settState: "settled", ts: String(atMs) },
  ...change,
});
const interestRow = {
  instId: "BTC-USDT-SWAP",
  instType: "SWAP",
  oi: "25000",
  oiCcy: "250",
  oiUsd: "16000000.5",
  ts: String(atMs),
};
const okx = (rows: readonly unknown[]) => ok({ code: "0", msg: "", data: rows });
const timeout: Result<unknown, FetchFailure> = err({ code: "timeout", message: "no answer within 5000 ms" });

describe("funding and open interest of OKX", () => {
  test("both are read with the source's own time; other contracts are not ours", async () => {
    const rows = [fundingRow(), fundingRow({ instId: "OTHER-USDT-SWAP" })];
    const http = clientOf({ "funding-rate": okx(rows), "open-interest": okx([interestRow]) });
    expect(await fetchOkxDerivatives(settings(http, { "BTC-USDT-SWAP": "BTC-USD" }))).toEqual(
      ok({
        readings: [
          { key: "funding.BTC-USD", value: 0.0001, unit: "ratio", sampleAtMs: atMs },
          { key: "open-interest.BTC-USD", value: 16_000_000.5, unit: "USD", sampleAtMs: atMs },
        ],
        refused: [],
      }),
    );
  });

  test.each<[string, Readonly<Record<string, Result<unknown, FetchFailure>>>, string | number, string[]]>([
    [
      "one of two fails",
      { "funding-rate": timeout, "open-interest": okx([interestRow]) },
      1,
      ["no answer within 5000 ms"],
    ],
    ["both fail", { "funding-rate": timeout, "open-interest": timeout }, "timeout", []],
    [
      "an error with HTTP 200",
      { "funding-rate": ok({ code: "50011", msg: "Too Many Requests", data: [] }), "open-interest": timeout },
      "refused",
      [],
    ],
    ["another envelope", { "funding-rate": ok({ data: { rows: [] } }), "open-interest": ok([1]) }, "bad-payload", []],
    [
      "rows that no longer name their contract",
      { "funding-rate": okx([{ instrument: "BTC-USDT-SWAP" }]), "open-interest": okx([{ x: 1 }]) },
      "bad-payload",
      [],
    ],
    [
      "a row that cannot be read is refused by itself",
      { "funding-rate": okx([fundingRow({ fundingRate: "" })]), "open-interest": okx([interestRow]) },
      1,
      ["okx BTC-USDT-SWAP: fundingRate"],
    ],
    ["no rows at all: a quiet answer, no failure", { "funding-rate": okx([]), "open-interest": okx([]) }, 0, []],
  ])("%s", async (_name, answers, expected, refused) => {
    const found = await fetchOkxDerivatives(settings(clientOf(answers), { "BTC-USDT-SWAP": "BTC-USD" }));
    expect(found.ok ? found.value.readings.length : found.error.code).toBe(expected);
    expect(found.ok ? found.value.refused : []).toEqual(refused);
  });
});

describe("the base fee of a chain", () => {
  const block = ok({ jsonrpc: "2.0", id: 1, result: { timestamp: "0x6ab13b80" } });
  const history = (fees: readonly string[]) => ok({ jsonrpc: "2.0", id: 1, result: { baseFeePerGas: fees } });

  test.each<[string, string, number]>([
    ["ten gwei", "0x2540be400", 10],
    ["a hundredth of a gwei, as on a rollup", "0x989680", 0.01],
    ["one wei", "0x1", 1e-9],
  ])("%s", async (_name, fee, value) => {
    const http = clientOf({ eth_feeHistory: history(["0x0", fee]), eth_getBlockByNumber: block });
    expect(await fetchBaseFee(settings(http, { arbitrum: "arbitrum" }))).toEqual(
      ok({ readings: [{ key: "gas.arbitrum", value, unit: "gwei", sampleAtMs: 0x6ab1_3b80 * 1_000 }], refused: [] }),
    );
  });

  test.each<[string, Readonly<Record<string, Result<unknown, FetchFailure>>>, string]>([
    ["no answer", { eth_feeHistory: timeout, eth_getBlockByNumber: block }, "timeout"],
    [
      "an error",
      { eth_feeHistory: ok({ error: { code: -32000, message: "no" } }), eth_getBlockByNumber: block },
      "refused",
    ],
    ["a chain without base fees", { eth_feeHistory: ok({ result: {} }), eth_getBlockByNumber: block }, "bad-payload"],
    [
      "no block",
      { eth_feeHistory: history(["0x1", "0x1"]), eth_getBlockByNumber: ok({ result: null }) },
      "bad-payload",
    ],
  ])("%s", async (_name, answers, code) => {
    const found = await fetchBaseFee(settings(clientOf(answers), { arbitrum: "arbitrum" }));
    expect(found.ok ? "read" : found.error.code).toBe(code);
  });
});
