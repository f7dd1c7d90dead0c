import { expect, test } from "vitest";
import { createAddress } from "./address.ts";

/** A window's address, and what was done to it. */
function fakeWindow(hash: string) {
  const location = { hash, pathname: "/", search: "?x=1" };
  const done: string[] = [];
  const change = (how: string) => (_: unknown, __: string, url?: string | URL | null) => {
    done.push(`${how} ${url}`);
    location.hash = String(url).replace(/^[^#]*/, "");
  };
  const history = { pushState: change("push"), replaceState: change("replace") };
  return { window: { location, history, addEventListener: () => {}, removeEventListener: () => {} }, done };
}

test("a change is told once, keeps what stands before the #, and the same view again is no change", () => {
  const { window, done } = fakeWindow("#/world");
  const address = createAddress(window);
  let told = 0;
  const stop = address.subscribe(() => {
    told += 1;
  });
  address.go({ panel: "clusters", params: { view: "slow" } }, "push");
  address.go({ panel: "clusters", params: { view: "slow" } }, "push");
  stop();
  address.go({ panel: "world", params: {} }, "replace");
  expect(done).toEqual(["push /?x=1#/clusters?view=slow", "replace /?x=1#/world"]);
  expect(told).toBe(1);
});

test("two changes in one moment both hold; a view that was left changes nothing", () => {
  const { window, done } = fakeWindow("#/clusters?view=slow");
  const address = createAddress(window);
  address.setParams("clusters", { cluster: "c1" }, "replace");
  address.setParams("clusters", { view: null }, "replace");
  address.setParams("data", { q: "select 1" }, "replace");
  expect(window.location.hash).toBe("#/clusters?cluster=c1");
  expect(done).toHaveLength(2);
});
