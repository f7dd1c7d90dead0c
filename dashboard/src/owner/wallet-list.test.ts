import { expect, test } from "vitest";
import { createWalletList } from "./wallet-list.ts";

const provider = { request: () => Promise.resolve(null) };
const announce = (page: EventTarget, detail: unknown): void => {
  page.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
};

test.each<[string, unknown, readonly string[]]>([
  ["a wallet", { info: { uuid: "1", name: "One", rdns: "a.b", icon: "" }, provider }, ["One"]],
  ["one without a name", { info: { uuid: "1", name: " " }, provider }, []],
  ["one with a name that is a text of its own", { info: { uuid: "1", name: "x".repeat(61) }, provider }, []],
  ["one that cannot be asked", { info: { uuid: "1", name: "One" }, provider: {} }, []],
  ["nothing", null, []],
])("%s announces itself", (_what, detail, names) => {
  const page = new EventTarget();
  const list = createWalletList(page);
  announce(page, detail);
  expect(list.read().map(({ name }) => name)).toEqual(names);
});

test("each wallet is there once, however often it is asked; those that came before the page's question answer it", () => {
  const page = new EventTarget();
  page.addEventListener("eip6963:requestProvider", () =>
    announce(page, { info: { uuid: "1", name: "One" }, provider }),
  );
  const list = createWalletList(page);
  let changes = 0;
  const stop = list.subscribe(() => {
    changes += 1;
  });
  list.ask();
  announce(page, { info: { uuid: "2", name: "Two" }, provider });
  stop();
  announce(page, { info: { uuid: "3", name: "Three" }, provider });
  expect(list.read().map(({ name }) => name)).toEqual(["One", "Two", "Three"]);
  expect(changes).toBe(1);
});
