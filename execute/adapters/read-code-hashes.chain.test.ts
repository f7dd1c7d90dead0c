import { expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { settingsOf } from "../../local/chain/test-session.ts";
import { compareCodeHashes, listCodeNames } from "../core/code-hashes.ts";
import { createJsonRpc } from "./json-rpc.ts";
import { readCodeHashes } from "./read-code-hashes.ts";

const chainOf = provideTestChain();

async function check() {
  const test = chainOf();
  const settings = settingsOf(test);
  const { safe, roles } = test.deployment.demoVault;
  const rpc = createJsonRpc({ rpcUrl: test.rpcUrl, timeoutMs: 5_000 });
  const found = await readCodeHashes(rpc, { settings, safe, roles });
  if (!found.ok) return found;
  return compareCodeHashes(listCodeNames(settings), settings.codeHashes, found.value);
}

test("the local chain is what its settings say", async () => {
  expect(await check()).toEqual({ ok: true, value: { compared: 15 } });
});

const setStorage = (address: string, slot: string, target: string) =>
  chainOf().rpc("anvil_setStorageAt", [address, slot, `0x${target.slice(2).padStart(64, "0")}`]);

test.each([
  ["a contract that has other code", "swapRouter", () => setCode("swapRouter", "0x6001"), "code.changed"],
  ["a contract that is gone", "orderBook", () => setCode("orderBook", "0x"), "code.missing"],
  [
    "a Safe with another logic",
    "safeSingleton",
    () => setStorage(chainOf().deployment.demoVault.safe, `0x${"0".repeat(64)}`, chainOf().deployment.addresses.usdc),
    "code.changed",
  ],
  [
    "a lending pool that was upgraded",
    "lendingPoolLogic",
    () =>
      setStorage(
        chainOf().deployment.lending.pool,
        "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc",
        chainOf().deployment.addresses.usdc,
      ),
    "code.changed",
  ],
] as const)("%s is found", async (_name, contract, change, code) => {
  await change();
  expect(await check()).toMatchObject({ ok: false, error: { code, contract } });
});

test("a modifier that is no proxy of the factory is not taken for one", async () => {
  const { usdc } = chainOf().deployment.addresses;
  const code = await chainOf().rpc("eth_getCode", [usdc, "latest"]);
  await chainOf().rpc("anvil_setCode", [chainOf().deployment.demoVault.roles, code]);
  expect(await check()).toMatchObject({ ok: false, error: { code: "rpc.bad-answer" } });
});

function setCode(name: "swapRouter" | "orderBook", code: string) {
  return chainOf().rpc("anvil_setCode", [chainOf().deployment.addresses[name], code]);
}
