import { type Hex, keccak256, parseEther, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import {
  allowanceKeyOf,
  armDemoVault,
  executeAsOwner,
  swapPermission,
  type TestSession,
} from "../../local/chain/test-session.ts";
import { accruedAllowance, type StoredAllowance } from "./accrued-allowance.ts";
import { buildDisarmPlan } from "./disarm-plan.ts";
import type { RoleMember } from "./permissions/end-membership.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const ether = parseEther("1");
const refill = { amount: 2n * ether, max: 4n * ether, periodSeconds: 3_600n };

const memberOf = ({ key, roleKey }: TestSession): RoleMember => ({ key: key.address, roleKey });
const stored = async (session: TestSession): Promise<StoredAllowance> => {
  const key = allowanceKeyOf(session.plan, "swap");
  const read = await session.chain.allowance(chainOf().deployment.demoVault.roles, key);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};
const armFirst = (setting: { balance: bigint; refill?: typeof refill }) =>
  armDemoVault(chainOf(), {
    permissions: [swapPermission(chainOf(), { allowance: { kind: "set", ...setting } })],
  });
/** One transaction of the owner: the old key ends, a new one goes on with what is left. */
const rotate = async (old: TestSession, id = "second") => {
  const modules = await old.chain.rolesModules(chainOf().deployment.demoVault.roles);
  if (!modules.ok) throw new Error(modules.error.message);
  return armDemoVault(chainOf(), {
    sessionId: id,
    isRolesEnabled: true,
    permissions: [swapPermission(chainOf(), { allowance: { kind: "carry-over", stored: await stored(old) } })],
    replaces: { members: [memberOf(old)], rolesModules: modules.value },
  });
};
const sell = async (session: TestSession, name: string, amount: bigint) =>
  session.execute(castId(name), await session.swapCalls(amount));

test("half spent, rotated: exactly the rest can be spent, by the new key alone", async () => {
  const first = await armFirst({ balance: 6n * ether });
  await sell(first, "1", 3n * ether);
  const second = await rotate(first);
  expect(await first.refusal(castId("old"), await first.swapCalls(1n, { amountOutMinimum: 1n }))).toMatch(
    /is not an enabled module/,
  );
  expect(await second.refusal(castId("more"), await second.swapCalls(3n * ether + 1n))).toMatch(/AllowanceExceeded/);
  await sell(second, "2", 3n * ether);
  expect(await second.refusal(castId("3"), await second.swapCalls(1n, { amountOutMinimum: 1n }))).toMatch(
    /AllowanceExceeded/,
  );
  expect(second.plan.words.join(" ")).toContain("what an earlier session left of its allowance, 3 WETH.");
  const modules = await second.chain.rolesModules(chainOf().deployment.demoVault.roles);
  expect(modules).toEqual({ ok: true, value: [second.key.address] });
});

test("what the old key spends between signing and mining does not come back", async () => {
  const first = await armFirst({ balance: 6n * ether });
  // The plan is made with 6 left; 5 are spent before it executes.
  const before = await stored(first);
  await sell(first, "1", 5n * ether);
  const second = await armDemoVault(chainOf(), {
    sessionId: "second",
    isRolesEnabled: true,
    permissions: [swapPermission(chainOf(), { allowance: { kind: "carry-over", stored: before } })],
    replaces: { members: [memberOf(first)], rolesModules: [first.key.address] },
  });
  expect(await second.refusal(castId("2"), await second.swapCalls(2n * ether))).toMatch(/AllowanceExceeded/);
  await sell(second, "3", ether);
});

test("a refill's period goes on through the rotation", async () => {
  const first = await armFirst({ balance: 4n * ether, refill });
  await sell(first, "1", 4n * ether);
  const start = (await stored(first)).timestamp;
  await chainOf().mine(1, start + 1_800n);
  const second = await rotate(first);
  expect((await stored(second)).timestamp).toBe(start);
  expect(await second.refusal(castId("early"), await second.swapCalls(ether))).toMatch(/AllowanceExceeded/);
  await chainOf().mine(1, start + 3_600n);
  expect(accruedAllowance(await stored(second), start + 3_600n)).toBe(2n * ether);
  await sell(second, "2", 2n * ether);
  expect(await second.refusal(castId("more"), await second.swapCalls(ether))).toMatch(/AllowanceExceeded/);
  expect(second.plan.words.join(" ")).toContain("0 WETH; 2 WETH are added every 3600 seconds, up to 4 WETH.");
  expect(second.plan.worstLoss.parts).toMatchObject([{ units: 4n * ether, unitsPerRefill: 2n * ether }]);
});

test("armed anew after a disarm that kept allowances: the rest, not the whole", async () => {
  const first = await armFirst({ balance: 6n * ether });
  await sell(first, "1", 4n * ether);
  const { roles } = chainOf().deployment.demoVault;
  const disarm = buildDisarmPlan({
    roles,
    members: [memberOf(first)],
    rolesModules: [first.key.address],
    clearAllowances: [],
    approvals: [],
  });
  await executeAsOwner(chainOf(), disarm.calls);
  const second = await armDemoVault(chainOf(), {
    sessionId: "second",
    isRolesEnabled: true,
    permissions: [swapPermission(chainOf(), { allowance: { kind: "carry-over", stored: await stored(first) } })],
  });
  expect(await second.refusal(castId("2"), await second.swapCalls(2n * ether + 1n))).toMatch(/AllowanceExceeded/);
  await sell(second, "3", 2n * ether);
});

test("several keys end at once, in any order, beside one that stays and one that never was", async () => {
  const sessions = [await armFirst({ balance: ether })];
  for (const id of ["b", "c", "d"]) {
    sessions.push(await armDemoVault(chainOf(), { sessionId: id, isRolesEnabled: true }));
  }
  const [a, b, c, d] = sessions as [TestSession, TestSession, TestSession, TestSession];
  const { roles } = chainOf().deployment.demoVault;
  const modules = await a.chain.rolesModules(roles);
  if (!modules.ok) throw new Error(modules.error.message);
  const never = { key: privateKeyToAccount(castId("never")).address, roleKey: a.roleKey };
  const disarm = buildDisarmPlan({
    roles,
    members: [memberOf(b), never, memberOf(d), memberOf(a)],
    rolesModules: modules.value,
    clearAllowances: [],
    approvals: [],
  });
  await executeAsOwner(chainOf(), disarm.calls);
  expect(await c.chain.rolesModules(roles)).toEqual({ ok: true, value: [c.key.address] });
  await sell(c, "c", ether);
});
