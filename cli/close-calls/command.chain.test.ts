import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Address, type Hex, parseEther } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { encodeExecTransaction, safeTxTypedData } from "../../execute/core/safe-tx.ts";
import { readSafeTxJson, type SafeTxJson } from "../../execute/core/safe-tx-json.ts";
import { openSpellWorld } from "../../execute/spells/test-spell-world.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendPermission } from "../../local/chain/test-lending.ts";
import { orderPermission, usd } from "../../local/chain/test-orders.ts";
import { settingsOf, swapPermission, tokensOf } from "../../local/chain/test-session.ts";
import { openTestFolder, type PortentRun } from "../test-run-portent.ts";

const chainOf = provideTestChain();
const hour = 3_600n;

type Printed = {
  readonly chainId: number;
  readonly safe: Address;
  readonly safeTx: SafeTxJson | null;
  readonly safeTxHash: Hex | null;
};

/** The real command as a process of its own, with the settings in a file and nothing else. */
function run(...args: readonly string[]): PortentRun {
  using folder = openTestFolder({});
  writeFileSync(join(folder.path, "chain.json"), JSON.stringify(settingsOf(chainOf())));
  return folder.run("close-calls", "--chain", "chain.json", "--safe", chainOf().deployment.demoVault.safe, ...args);
}

/** Signs what was printed with the owner's wallet, by its hash alone, and sends it. */
async function signAndSend({ out }: PortentRun) {
  const { chainId, safe, safeTx: json, safeTxHash } = JSON.parse(out) as Printed;
  if (json === null || safeTxHash === null) throw new Error("there is nothing to sign");
  const tx = readSafeTxJson(json);
  const owner = privateKeyToAccount(chainOf().accounts.owner.privateKey);
  const signature = await owner.sign({ hash: safeTxHash });
  expect(await owner.signTypedData(safeTxTypedData({ chainId, safe, tx }))).toBe(signature);
  const data = encodeExecTransaction(tx, signature);
  return chainOf().wallet("relayer").send({ to: safe, data, gas: 12_000_000n });
}

async function open() {
  const { weth, usdc } = tokensOf(chainOf());
  const set = (balance: bigint) => ({ kind: "set", balance }) as const;
  const world = await openSpellWorld(chainOf(), [
    swapPermission(chainOf(), { allowance: set(parseEther("50")) }),
    swapPermission(chainOf(), { sell: usdc, buy: weth, allowance: set(usd("50000")) }),
    orderPermission(chainOf()),
    lendPermission(chainOf(), {
      supply: { token: weth, allowance: set(parseEther("30")) },
      borrow: { token: usdc, allowance: set(usd("50000")) },
    }),
  ]);
  await world.passSeconds(400n);
  return world;
}

test("what a vault holds is sold by the owner alone; afterwards there is nothing to close", async () => {
  const world = await open();
  const closing = run();
  expect(closing).toMatchObject({ code: 0, err: expect.stringMatching(/^Let the Uniswap router draw 10 WETH\.\n/) });
  await signAndSend(closing);
  const { WETH, USDC = 0n } = await world.balances();
  expect(WETH).toBe(0n);
  expect(USDC).toBeGreaterThan(usd("28000"));
  const closed = run();
  expect(closed).toMatchObject({ code: 0, err: "There is nothing that can be closed now.\n" });
  expect(JSON.parse(closed.out)).toMatchObject({ safeTx: null, safeTxHash: null });
});

test.each<readonly [title: string, seconds: bigint, wethLeft: bigint]>([
  ["a minute before an hour is over it is good", hour - 60n, 0n],
  ["a minute after that it does nothing", hour + 60n, parseEther("10")],
])("%s", async (_, seconds, wethLeft) => {
  const world = await open();
  const closing = run();
  await world.passSeconds(seconds);
  const sent = await signAndSend(closing).catch((cause: unknown) => cause);
  expect(sent instanceof Error).toBe(wethLeft > 0n);
  expect((await world.balances()).WETH).toBe(wethLeft);
});

test("an order is taken back where its id is given; nobody else knows it", async () => {
  const world = await open();
  const placed = await world.cast("thornpost", {
    sell: "WETH",
    buy: "USDC",
    amount: "2",
    limitPrice: "3100",
    validFor: "20m",
    slippageBps: 0,
    deviationBpsMax: 500,
  });
  const orderId = placed.cast.order?.id ?? "";
  expect(run().err).not.toContain(orderId);
  const closing = run("--order", orderId);
  expect(closing.err).toContain(`Take the order ${orderId} back.`);
  await signAndSend(closing);
  // What the order held came back in the same transaction that sold the rest.
  expect((await world.balances()).WETH).toBe(parseEther("2"));
  const known = run("--order", orderId);
  expect(known.code).toBe(1);
  expect(known.err).toContain("Cannot be closed now: thornpost-cancel: ");
  await signAndSend(run());
  expect((await world.balances()).WETH).toBe(0n);
});

test("a loan is repaid and the collateral comes back; asked again, that is sold too", async () => {
  const world = await open();
  const bounds = { slippageBps: 200, deviationBpsMax: 500 };
  await world.cast("stormforge", {
    collateral: "WETH",
    borrow: "USDC",
    amount: "4",
    leverage: "1.5",
    healthMin: "1.4",
    ...bounds,
  });
  await signAndSend(run());
  const unwound = await world.balances();
  expect(unwound).toMatchObject({ aWETH: 0n, debtUSDC: 0n });
  expect(unwound.WETH).toBeGreaterThan(0n);
  await signAndSend(run());
  const { WETH, USDC } = await world.balances();
  expect(WETH).toBe(0n);
  expect(USDC).toBeGreaterThan(usd("28000"));
  expect(run().err).toBe("There is nothing that can be closed now.\n");
});

test("no such Safe, or no chain: one line, and nothing on standard output", async () => {
  const nobody = `0x${"12".repeat(20)}`;
  expect(run("--safe", nobody)).toEqual({
    code: 2,
    out: "",
    err: `portent close-calls: --safe: there is no contract at ${nobody} on chain 31337\n`,
  });
  using folder = openTestFolder({});
  const settings = { ...settingsOf(chainOf()), rpcUrls: ["http://127.0.0.1:9"] };
  folder.write("chain.json", JSON.stringify(settings));
  const cutOff = folder.run("close-calls", "--chain", "chain.json", "--safe", nobody);
  expect(cutOff).toMatchObject({ code: 1, out: "" });
  expect(cutOff.err).toMatch(/^portent close-calls: the chain does not answer: .+\n$/);
});
