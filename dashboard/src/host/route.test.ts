import { expect, test } from "vitest";
import { changeParams, formatRoute, isSameParams, parseRoute, type Route } from "./route.ts";

const overview: Route = { panel: "overview", params: {} };

test.each([
  ["", overview],
  ["#", overview],
  ["#/", overview],
  ["#/?asset=ETH-USD", { panel: "overview", params: { asset: "ETH-USD" } }],
  [`#vault=0x${"ab".repeat(20)}&view=token`, overview],
  ["#somewhere", overview],
  ["#/clusters", { panel: "clusters", params: {} }],
  ["#/clusters?view=slow&cluster=c1", { panel: "clusters", params: { view: "slow", cluster: "c1" } }],
  ["#/data?q=select+1%3F", { panel: "data", params: { q: "select 1?" } }],
  ["#/no%20such", { panel: "no such", params: {} }],
  ["#/100%", { panel: "100%", params: {} }],
  ["#/constructor?__proto__=x", { panel: "constructor", params: Object.fromEntries([["__proto__", "x"]]) }],
] as [string, Route][])("%s", (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test.each([
  [overview, "#/overview"],
  [
    { panel: "data", params: { q: "select 'a & b' -- ü", asset: "" } },
    "#/data?asset=&q=select+%27a+%26+b%27+--+%C3%BC",
  ],
  [{ panel: "a/b?c", params: {} }, "#/a%2Fb%3Fc"],
] as [Route, string][])("%o is %s, and comes back", (route, hash) => {
  expect(formatRoute(route)).toBe(hash);
  expect(parseRoute(hash)).toEqual(route);
});

test("a change keeps the other params; null takes one out", () => {
  expect(changeParams({ view: "slow", cluster: "c1" }, { cluster: null, asset: "BTC-USD" })).toEqual({
    view: "slow",
    asset: "BTC-USD",
  });
});

test.each([
  [{}, {}, true],
  [{ a: "1", b: "2" }, { b: "2", a: "1" }, true],
  [{ a: "1", b: undefined }, { a: "1" }, true],
  [{ a: "1" }, { a: "2" }, false],
  [{ a: "" }, {}, false],
])("%o and %o stand in the address alike: %s", (one, other, isSame) => {
  expect(isSameParams(one, other)).toBe(isSame);
});
