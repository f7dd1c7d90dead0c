import { encodeFunctionData, type Hex, keccak256, parseEther, stringToHex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendPermission, lentAndOwed } from "../../local/chain/test-lending.ts";
import { orderPermission, usd } from "../../local/chain/test-orders.ts";
import { holdRole, type TestRole } from "../../local/chain/test-role.ts";
import {
  armInputOf,
  executeAsOwner,
  settingsOf,
  swapCallsOf,
  swapPermission,
  tokensOf,
} from "../../local/chain/test-session.ts";
import { erc20Abi, rolesAbi } from "./abis.ts";
import { buildArmPlan, type RolePlan } from "./arm-plan.ts";
import { buildEmergencyPlan } from "./emergency-plan.ts";
import { buildBorrowCall, buildRepayCalls, buildSupplyCalls, buildWithdrawCall, wholeAmount } from "./lending-calls.ts";
import { buildCancelOrderCall, buildCreateOrderCalls } from "./order-calls.ts";
import { encodeAssignRole } from "./permissions/encode-role.ts";
import type { Call } from "./safe-tx.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const at = () => chainOf().deployment.addresses;
const vault = () => chainOf().deployment.demoVault;
const stranger = privateKeyToAccount(castId("stranger")).address;
const order = castId("order");

type Armed = {
  readonly session: TestRole;
  readonly emergency: TestRole;
  readonly sessionPlan: RolePlan;
  readonly emergencyPlan: RolePlan;
};

/** Both keys, with one signature of the owner. */
async function armBoth(): Promise<Armed> {
  const test = chainOf();
  const { weth, usdc } = tokensOf(test);
  const [sessionSecret, emergencySecret] = [generatePrivateKey(), generatePrivateKey()];
  const sessionKey = privateKeyToAccount(sessionSecret).address;
  const input = await armInputOf(test, {
    sessionKey,
    permissions: [swapPermission(test), orderPermission(test), lendPermission(test)],
  });
  const sessionPlan = buildArmPlan(input);
  const emergencyPlan = buildEmergencyPlan({
    roles: vault().roles,
    emergencyKey: privateKeyToAccount(emergencySecret).address,
    emergencyId: "test-emergency",
    expiresAtSeconds: input.expiresAtSeconds,
    contracts: settingsOf(test),
    stable: usdc,
    sells: [{ token: weth, allowance: { kind: "set", balance: parseEther("20") } }],
    priceFloor: { windowSeconds: 600, maxLossBps: 300 },
    lending: { withdraw: [weth], repay: usdc, debtUnits: usd("10000"), liquidationBonusBps: 500 },
    cancelsOrders: true,
    ends: { key: sessionKey, roleKey: sessionPlan.roleKey },
  });
  const { gasUsed } = await executeAsOwner(test, [...sessionPlan.calls, ...emergencyPlan.calls]);
  expect(Number(gasUsed)).toBeLessThan(6_000_000);
  return {
    session: holdRole(test, sessionSecret, sessionPlan.roleKey),
    emergency: holdRole(test, emergencySecret, emergencyPlan.roleKey),
    sessionPlan,
    emergencyPlan,
  };
}

const lending = (token: "weth" | "usdc", amount: bigint) => ({
  pool: chainOf().deployment.lending.pool,
  safe: vault().safe,
  token: at()[token],
  amount,
});
const openPositions = async (session: TestRole) =>
  session.execute(castId("open"), [
    ...buildSupplyCalls(lending("weth", parseEther("5"))),
    buildBorrowCall(lending("usdc", usd("4000"))),
    ...buildCreateOrderCalls({
      orderBook: at().orderBook,
      id: order,
      tokenIn: at().weth,
      amountIn: parseEther("2"),
      tokenOut: at().usdc,
      minOut: usd("5930"),
      deadlineSeconds: (await chainOf().nowSeconds()) + 900n,
    }),
  ]);
const onRoles = (data: Hex): Call => ({ to: vault().roles, value: 0n, data });

describe("the emergency key", () => {
  test("closes everything and ends the trading session, without the owner", async () => {
    const { session, emergency } = await armBoth();
    await openPositions(session);
    await emergency.execute(castId("close"), [
      onRoles(encodeAssignRole(session.key.address, session.roleKey, false)),
      buildCancelOrderCall(at().orderBook, vault().safe, order),
      ...(await swapCallsOf(chainOf(), emergency, parseEther("5"))),
      ...buildRepayCalls({ ...lending("usdc", wholeAmount), approved: usd("4001") }),
      buildWithdrawCall(lending("weth", wholeAmount)),
      ...(await swapCallsOf(chainOf(), emergency, parseEther("5"))),
    ]);
    const { weth, usdc } = await emergency.balances();
    expect(weth).toBe(0n);
    expect(Number(usdc) / 1e6).toBeCloseTo(10 * 2980 * 0.997, -2);
    expect(await lentAndOwed(chainOf(), at().usdc, vault().safe)).toEqual({ lent: 0n, owed: 0n });
    expect(await session.refusal(castId("again"), buildSupplyCalls(lending("weth", 1n)))).toMatch(
      /cast\.role-refuses: the session key is not a member of the role/,
    );
  });

  test("spends nothing of what the trading session has, and the other way round", async () => {
    const { session, emergency } = await armBoth();
    await session.execute(castId("1"), await swapCallsOf(chainOf(), session, parseEther("6")));
    await emergency.execute(castId("2"), await swapCallsOf(chainOf(), emergency, parseEther("4")));
    expect((await session.balances()).weth).toBe(0n);
  });

  test("has its own words and its own worst loss", async () => {
    const { emergencyPlan, session } = await armBoth();
    expect(emergencyPlan.words).toContain(
      `End the trading session of the key ${session.key.address}. No other change of roles.`,
    );
    expect(emergencyPlan.worstLoss.parts.map(({ by, lostUnits }) => [by, lostUnits])).toEqual([
      ["swap", (parseEther("20") * 301n) / 10_000n],
      ["liquidation", usd("500")],
    ]);
  });
});

describe("what the raw emergency key cannot do", () => {
  const admin = (functionName: string, args: readonly unknown[]): Call =>
    onRoles(encodeFunctionData({ abi: rolesAbi, functionName, args } as never));
  const attacks: readonly (readonly [string, (armed: Armed) => Promise<readonly Call[]>, RegExp])[] = [
    [
      "buy risk",
      ({ emergency }) => swapCallsOf(chainOf(), emergency, usd("1"), { tokenIn: at().usdc }),
      /ParameterNotAllowed/,
    ],
    [
      "sell to somebody else",
      ({ emergency }) => swapCallsOf(chainOf(), emergency, 1n * 10n ** 15n, { recipient: stranger }),
      /ParameterNotAllowed/,
    ],
    [
      "sell below its floor",
      ({ emergency }) => swapCallsOf(chainOf(), emergency, parseEther("1"), { amountOutMinimum: usd("2880") }),
      /CustomConditionViolation/,
    ],
    [
      "sell more than its allowance",
      ({ emergency }) => swapCallsOf(chainOf(), emergency, parseEther("20") + 1n),
      /AllowanceExceeded/,
    ],
    ["borrow", async () => [buildBorrowCall(lending("usdc", 1n))], /FunctionNotAllowed/],
    ["lend", async () => buildSupplyCalls(lending("usdc", 1n)), /FunctionNotAllowed/],
    [
      "take collateral out to himself",
      async () => [buildWithdrawCall({ ...lending("weth", 1n), safe: stranger })],
      /ParameterNotAllowed/,
    ],
    [
      "make an order",
      async () =>
        buildCreateOrderCalls({
          orderBook: at().orderBook,
          id: order,
          tokenIn: at().usdc,
          amountIn: 1n,
          tokenOut: at().weth,
          minOut: 1n,
          deadlineSeconds: 2n ** 40n,
        }).slice(1),
      /FunctionNotAllowed/,
    ],
    [
      "transfer a token",
      async () => [
        {
          to: at().usdc,
          value: 0n,
          data: encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [stranger, 1n] }),
        },
      ],
      /FunctionNotAllowed/,
    ],
    [
      "make the session's key a member again",
      async ({ session }) => [onRoles(encodeAssignRole(session.key.address, session.roleKey, true))],
      /ParameterNotAllowed/,
    ],
    [
      "end another role of that key",
      async ({ session, emergency }) => [onRoles(encodeAssignRole(session.key.address, emergency.roleKey, false))],
      /ParameterNotAllowed/,
    ],
    [
      "end that role of another key",
      async ({ session }) => [onRoles(encodeAssignRole(stranger, session.roleKey, false))],
      /ParameterNotAllowed/,
    ],
    [
      "give a role beside ending one",
      async ({ session, emergency }) => [
        admin("assignRoles", [session.key.address, [session.roleKey, emergency.roleKey], [false, true]]),
      ],
      /ParameterNotAllowed/,
    ],
    [
      "end nothing, with empty lists",
      async ({ session }) => [admin("assignRoles", [session.key.address, [], []])],
      /ParameterNotAllowed/,
    ],
    [
      "give himself the session's role",
      async ({ session, emergency }) => [onRoles(encodeAssignRole(emergency.key.address, session.roleKey, true))],
      /ParameterNotAllowed/,
    ],
    [
      "refill an allowance",
      async ({ sessionPlan }) => [admin("setAllowance", [sessionPlan.allowances[0]?.key, 2n ** 100n, 0n, 0n, 0n, 0n])],
      /FunctionNotAllowed/,
    ],
    [
      "widen a role",
      async ({ emergency }) => [admin("scopeTarget", [emergency.roleKey, stranger])],
      /FunctionNotAllowed/,
    ],
    ["enable a module", async () => [admin("enableModule", [stranger])], /FunctionNotAllowed/],
    [
      "change the Safe",
      async () => [{ to: vault().safe, value: 0n, data: "0x610b5925" as const }],
      /TargetAddressNotAllowed/,
    ],
    [
      "cancel another's order",
      async () => [buildCancelOrderCall(at().orderBook, stranger, order)],
      /ParameterNotAllowed/,
    ],
  ];
  test.each(attacks)("%s", async (_name, build, reason) => {
    const armed = await armBoth();
    const found = await armed.emergency.refusal(castId("attack"), await build(armed));
    expect(found).toMatch(/^cast\.role-refuses: /);
    expect(found).toMatch(reason);
  });

  test("do anything after its end, not even end the session", async () => {
    const { session, emergency } = await armBoth();
    await chainOf().mine(1, (await chainOf().nowSeconds()) + 86_410n);
    const attempts: readonly (readonly Call[])[] = [
      [onRoles(encodeAssignRole(session.key.address, session.roleKey, false))],
      [buildCancelOrderCall(at().orderBook, vault().safe, order)],
      [buildWithdrawCall(lending("weth", 1n))],
      buildRepayCalls(lending("usdc", 1n)).slice(1),
    ];
    for (const [index, calls] of attempts.entries()) {
      expect(await emergency.refusalWithoutClaim(castId(`${index}`), calls)).toMatch(/CustomConditionViolation/);
    }
    const swap = (await swapCallsOf(chainOf(), emergency, 10n ** 15n)).slice(1);
    expect(await emergency.refusalWithoutClaim(castId("swap"), swap)).toMatch(/ParameterGreaterThanAllowed/);
  });

  test("use the session's role, or the session's key the emergency's", async () => {
    const { session, emergency } = await armBoth();
    const crossed = [
      holdRole(chainOf(), emergency.privateKey, session.roleKey),
      holdRole(chainOf(), session.privateKey, emergency.roleKey),
    ];
    for (const role of crossed) {
      const found = await role.refusal(castId("crossed"), await swapCallsOf(chainOf(), role, 10n ** 15n));
      expect(found).toMatch(/not a member of the role/);
    }
  });
});
