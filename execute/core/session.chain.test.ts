import { encodeFunctionData, type Hex, keccak256, parseEther, parseUnits, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import {
  allowanceKeyOf,
  armDemoVault,
  executeAsOwner,
  swapPermission,
  type TestSession,
} from "../../local/chain/test-session.ts";
import { createChain } from "../adapters/chain.ts";
import { castGuardAbi, erc20Abi, rolesAbi } from "./abis.ts";
import { accruedAllowance } from "./accrued-allowance.ts";
import { encodeSubmission, moduleTxTypedData } from "./cast-batch.ts";
import { decodeRevert } from "./decode-revert.ts";
import { buildDisarmPlan } from "./disarm-plan.ts";
import { deriveRoleKey } from "./permissions/encode-role.ts";
import { buildSafeBatch, buildVoidingSafeTx, type Call, encodeExecTransaction, safeTxTypedData } from "./safe-tx.ts";
import { openSessionKey, sealSessionKey } from "./session-seal.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const [castA, castB] = [castId("a"), castId("b")];
const half = parseEther("5");

const refusal = (session: TestSession, id: Hex, calls: readonly Call[], notAfterSeconds?: bigint) =>
  session.refusal(id, calls, notAfterSeconds);

describe("a session armed with the owner's one signature", () => {
  test("sells half of the vault's WETH in one cast through the relayer", async () => {
    const session = await armDemoVault(chainOf());
    const { demoVault, addresses } = chainOf().deployment;
    expect(await session.chain.isModuleEnabled(demoVault.safe, demoVault.roles)).toEqual({ ok: true, value: true });
    expect(await session.balances()).toEqual({ weth: parseEther("10"), usdc: 0n });

    const data = await session.castData(castA, await session.swapCalls(half));
    const input = { roles: demoVault.roles, sessionKey: session.key.address, data };
    expect(await session.chain.simulateModuleTx(input)).toMatchObject({ ok: true });
    const receipt = await session.submit(data, castA);

    expect(receipt.status).toBe("success");
    const after = await session.balances();
    expect(after.weth).toBe(parseEther("5"));
    // 5 × 2980 less 0.3 % fee and about 0.025 % for the swap's own impact on the price.
    expect(after.usdc).toBeGreaterThan(parseUnits("14845", 6));
    expect(after.usdc).toBeLessThan(parseUnits("14856", 6));
    expect(await session.chain.isClaimed(addresses.castGuard, demoVault.safe, castA)).toEqual({
      ok: true,
      value: true,
    });
    expect(await session.chain.erc20Allowance(addresses.weth, demoVault.safe, addresses.swapRouter)).toEqual({
      ok: true,
      value: 0n,
    });
    for (const { key } of session.plan.allowances) {
      const stored = await session.chain.allowance(demoVault.roles, key);
      expect(stored).toMatchObject({ ok: true, value: { balance: parseEther("1") } });
    }
    expect(Number(session.armReceipt.gasUsed)).toBeLessThan(1_000_000);
    expect(Number(receipt.gasUsed)).toBeLessThan(500_000);
  });

  test("executes a cast id once, whatever the bytes", async () => {
    const session = await armDemoVault(chainOf());
    const first = await session.castData(castA, await session.swapCalls(parseEther("1")));
    expect((await session.submit(first, castA)).status).toBe("success");

    const again = await refusal(session, castA, await session.swapCalls(parseEther("2")));
    expect(again).toBe(`cast.would-revert: cast ${castA} has been executed already`);
    // The same bytes too, by the modifier's own mark; and with another salt, by the guard again.
    expect((await session.submit(first, castA)).status).toBe("reverted");
    expect((await session.submit(first, castB)).status).toBe("reverted");
    expect((await session.balances()).weth).toBe(parseEther("9"));

    const other = await session.castData(castB, await session.swapCalls(parseEther("2")));
    expect((await session.submit(other, castB)).status).toBe("success");
  });

  test("does not execute after the cast's last second", async () => {
    const session = await armDemoVault(chainOf());
    const now = await chainOf().nowSeconds();
    const late = await refusal(session, castA, await session.swapCalls(half), now - 1n);
    expect(late).toBe(`cast.would-revert: the cast's last second was ${now - 1n}, the chain's time is ${now}`);

    const intime = await session.castData(castA, await session.swapCalls(half), now + 60n);
    await chainOf().mine(1, now + 60n);
    const { roles } = chainOf().deployment.demoVault;
    const input = { roles, sessionKey: session.key.address, data: intime };
    expect(await session.chain.simulateModuleTx(input)).toMatchObject({ ok: true });
    // The transaction's own block is a second later.
    expect((await session.submit(intime, castA)).status).toBe("reverted");
  });
});

describe("what the raw session key cannot do", () => {
  const stranger = privateKeyToAccount(castA).address;
  const at = () => chainOf().deployment.addresses;
  const transfer = (token: "weth" | "usdc"): Call => ({
    to: at()[token],
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [stranger, 1n] }),
  });
  const approve = (spender: Hex, amount: bigint): Call => ({
    to: at().weth,
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, amount] }),
  });
  const attacks: readonly (readonly [string, (session: TestSession) => Promise<readonly Call[]>, RegExp])[] = [
    ["pay somebody else", (s) => s.swapCalls(half, { recipient: stranger }), /ParameterNotAllowed/],
    ["buy another token", (s) => s.swapCalls(half, { tokenOut: at().uniswapFactory }), /ParameterNotAllowed/],
    [
      "sell another token",
      (s) => s.swapCalls(half, { tokenIn: at().usdc }),
      /FunctionNotAllowed|TargetAddressNotAllowed/,
    ],
    ["use another pool", (s) => s.swapCalls(half, { feePips: 500 }), /ParameterNotAllowed/],
    [
      "swap with a deadline after the session",
      (s) => s.swapCalls(half, { deadlineSeconds: 2n ** 40n }),
      /ParameterGreaterThanAllowed/,
    ],
    ["sell more than allowed", (s) => s.swapCalls(parseEther("6") + 1n), /AllowanceExceeded/],
    [
      "sell more in two steps",
      async (s) => [...(await s.swapCalls(half)), ...(await s.swapCalls(half))],
      /AllowanceExceeded/,
    ],
    ["use another router", (s) => s.swapCalls(half, { router: at().quoter }), /ParameterNotAllowed/],
    ["approve somebody else", async () => [approve(stranger, 1n)], /ParameterNotAllowed/],
    ["approve more than allowed", async () => [approve(at().swapRouter, parseEther("7"))], /AllowanceExceeded/],
    ["transfer a token", async () => [transfer("weth")], /FunctionNotAllowed/],
    ["touch another contract", async () => [transfer("usdc")], /TargetAddressNotAllowed/],
    [
      "send ether along",
      async (s) => (await s.swapCalls(half)).map((call) => ({ ...call, value: 1n })),
      /SendNotAllowed/,
    ],
    [
      "change the Safe",
      async () => [{ to: chainOf().deployment.demoVault.safe, value: 0n, data: "0x610b5925" as const }],
      /TargetAddressNotAllowed/,
    ],
  ];
  test.each(attacks)("%s", async (_name, build, reason) => {
    const session = await armDemoVault(chainOf());
    const found = await refusal(session, castA, await build(session));
    expect(found).toMatch(/^cast\.role-refuses: /);
    expect(found).toMatch(reason);
  });

  test("act without the relayer's envelope: the signature of another key is refused", async () => {
    const session = await armDemoVault(chainOf());
    const { demoVault, chainId } = chainOf().deployment;
    const data = await session.castData(castA, await session.swapCalls(half));
    const thief = privateKeyToAccount(castB);
    const signature = await thief.signTypedData(
      moduleTxTypedData({ chainId, roles: demoVault.roles, data, salt: castA }),
    );
    const submission = { to: demoVault.roles, data: encodeSubmission(data, castA, signature), gas: 1_000_000n };
    expect((await chainOf().wallet("relayer").send(submission, "allow-revert")).status).toBe("reverted");
    expect(
      (
        await chainOf()
          .wallet("relayer")
          .send({ ...submission, data }, "allow-revert")
      ).status,
    ).toBe("reverted");
  });
});

describe("a price floor against the pool's own mean price", () => {
  const floor = () => ({
    permissions: [swapPermission(chainOf(), { priceFloor: { windowSeconds: 600, maxLossBps: 100 } })],
  });

  test("lets a fair cast through and refuses to give away more than the floor", async () => {
    const session = await armDemoVault(chainOf(), floor());
    const cheap = await refusal(session, castA, await session.swapCalls(half, { amountOutMinimum: 1n }));
    expect(cheap).toMatch(/CustomConditionViolation/);
    // 5 × 2980 less 1 % is 14751 USDC; a tick is 0.01 %, about 1.5 USDC.
    const below = { amountOutMinimum: parseUnits("14748", 6) };
    expect(await refusal(session, castA, await session.swapCalls(half, below))).toMatch(/CustomConditionViolation/);
    const above = { amountOutMinimum: parseUnits("14754", 6) };
    const fair = await session.castData(castA, await session.swapCalls(half, above));
    expect((await session.submit(fair, castA)).status).toBe("success");
    expect(session.plan.words.join(" ")).toContain("mean price of the last 600 seconds less 1 %");
    expect(session.plan.worstLoss.parts).toMatchObject([
      { by: "swap", units: parseEther("6"), unitsPerRefill: 0n, lossBps: 101, lostUnits: parseEther("0.0606") },
    ]);
  });
});

describe("allowance", () => {
  test("refills in whole periods, as computed beside the chain", async () => {
    const refill = { amount: parseEther("2"), max: parseEther("3"), periodSeconds: 3600n };
    const session = await armDemoVault(chainOf(), {
      permissions: [swapPermission(chainOf(), { allowance: { kind: "set", balance: parseEther("3"), refill } })],
    });
    const { roles } = chainOf().deployment.demoVault;
    const spend = async (name: string, amount: bigint) =>
      (await session.submit(await session.castData(castId(name), await session.swapCalls(amount)), castId(name)))
        .status;
    const available = async () => {
      const stored = await session.chain.allowance(roles, allowanceKeyOf(session.plan, "swap"));
      if (!stored.ok) throw new Error(stored.error.message);
      return accruedAllowance(stored.value, await chainOf().nowSeconds());
    };
    expect(await spend("1", parseEther("3"))).toBe("success");
    expect(await available()).toBe(0n);
    expect(await spend("2", 1n + parseEther("2"))).toBe("reverted");
    await chainOf().mine(1, (await chainOf().nowSeconds()) + 3600n);
    expect(await available()).toBe(parseEther("2"));
    expect(await spend("3", 1n + parseEther("2"))).toBe("reverted");
    expect(await spend("4", parseEther("2"))).toBe("success");
    expect(await available()).toBe(0n);
  });
});

describe("the end of a session", () => {
  test("disarm: the owner's signature ends membership, module and allowances, also without the key", async () => {
    const session = await armDemoVault(chainOf());
    const { demoVault, addresses } = chainOf().deployment;
    const modules = await session.chain.rolesModules(demoVault.roles);
    if (!modules.ok) throw new Error(modules.error.message);
    expect(modules.value).toEqual([session.key.address]);
    const disarm = buildDisarmPlan({
      roles: demoVault.roles,
      members: [{ key: session.key.address, roleKey: session.plan.roleKey }],
      rolesModules: modules.value,
      clearAllowances: session.plan.allowances.map(({ key }) => key),
      approvals: [{ token: addresses.weth, spender: addresses.swapRouter }],
    });
    await executeAsOwner(chainOf(), disarm.calls);
    expect(await session.chain.rolesModules(demoVault.roles)).toEqual({ ok: true, value: [] });
    expect(await refusal(session, castA, await session.swapCalls(1n + parseEther("1")))).toMatch(
      /cast\.role-refuses: 0x[0-9a-fA-F]{40} is not an enabled module/,
    );
    expect(await session.chain.allowance(demoVault.roles, allowanceKeyOf(session.plan, "swap"))).toMatchObject({
      ok: true,
      value: { balance: 0n },
    });
  });

  test("disarm of a session that was never armed, beside one that is: nothing stays behind", async () => {
    const session = await armDemoVault(chainOf());
    const { demoVault } = chainOf().deployment;
    const never = { key: privateKeyToAccount(castB).address, roleKey: deriveRoleKey("session", "never-armed") };
    const modules = [session.key.address];
    const base = { roles: demoVault.roles, rolesModules: modules, clearAllowances: [], approvals: [] };
    await executeAsOwner(chainOf(), buildDisarmPlan({ ...base, members: [never] }).calls);
    expect(await session.chain.rolesModules(demoVault.roles)).toEqual({ ok: true, value: modules });
    const data = await session.castData(castA, await session.swapCalls(half));
    expect((await session.submit(data, castA)).status).toBe("success");
  });

  test("a signed arming that was not used is void once its nonce is used up", async () => {
    const test = chainOf();
    const { demoVault, addresses, chainId } = test.deployment;
    const owner = privateKeyToAccount(test.accounts.owner.privateKey);
    const enable = encodeFunctionData({ abi: rolesAbi, functionName: "enableModule", args: [demoVault.roles] });
    const signed = async (tx: ReturnType<typeof buildVoidingSafeTx>) =>
      encodeExecTransaction(tx, await owner.signTypedData(safeTxTypedData({ chainId, safe: demoVault.safe, tx })));
    const arm = await signed(
      buildSafeBatch({
        calls: [{ to: demoVault.safe, value: 0n, data: enable }],
        multiSendCallOnly: addresses.multiSendCallOnly,
        nonce: 0n,
      }),
    );
    const relayer = test.wallet("relayer");
    await relayer.send({ to: demoVault.safe, data: await signed(buildVoidingSafeTx(demoVault.safe, 0n)) });
    expect((await relayer.send({ to: demoVault.safe, data: arm }, "allow-revert")).status).toBe("reverted");
    const chain = createChain({ rpcUrls: [test.rpcUrl], chainId });
    expect(await chain.isModuleEnabled(demoVault.safe, demoVault.roles)).toEqual({ ok: true, value: false });
  });

  test("no swap after the session's end, though its role is still there", async () => {
    const session = await armDemoVault(chainOf());
    const end = (await chainOf().nowSeconds()) + 86_400n;
    await chainOf().mine(1, end + 10n);
    for (const [index, call] of (await session.swapCalls(half)).entries()) {
      const reason = index === 0 ? /CustomConditionViolation/ : /ParameterGreaterThanAllowed/;
      expect(await session.refusalWithoutClaim(castId(`${index}`), [call])).toMatch(reason);
    }
    // A deadline that the role allows is past: the router itself refuses.
    const [, swap] = await session.swapCalls(half, { deadlineSeconds: end - 10n });
    expect(await session.refusalWithoutClaim(castB, swap === undefined ? [] : [swap])).toMatch(/Transaction too old/);
    const expired = await refusal(session, castA, await session.swapCalls(half));
    expect(expired).toMatch(/CustomConditionViolation/);
  });
});

test("a sealed session key signs again after it is opened", async () => {
  const session = await armDemoVault(chainOf());
  const kek = { id: "2021-05", key: crypto.getRandomValues(new Uint8Array(32)) };
  const where = { vaultId: chainOf().deployment.demoVault.safe, recordId: "session-1" };
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await sealSessionKey({ ...where, privateKey: session.privateKey, kek, nonce });
  const opened = await openSessionKey({ ...where, sealed, keks: [kek] });
  if (!opened.ok) throw new Error(opened.error.code);
  const key = privateKeyToAccount(opened.value);
  const { demoVault, chainId } = chainOf().deployment;
  const data = await session.castData(castA, await session.swapCalls(half));
  const signature = await key.signTypedData(moduleTxTypedData({ chainId, roles: demoVault.roles, data, salt: castA }));
  const tx = { to: demoVault.roles, data: encodeSubmission(data, castA, signature), gas: 1_000_000n };
  expect((await chainOf().wallet("relayer").send(tx)).status).toBe("success");
});

test("the guard keeps Safes apart and tells its reasons", async () => {
  const test = chainOf();
  const { castGuard } = test.deployment.addresses;
  const chain = createChain({ rpcUrls: [test.rpcUrl], chainId: test.deployment.chainId });
  const [owner, keeper] = [test.wallet("owner"), test.wallet("keeper")];
  const claim = (notAfter: bigint) =>
    encodeFunctionData({ abi: castGuardAbi, functionName: "claim", args: [castA, notAfter] });
  const late = (await test.nowSeconds()) - 1n;
  expect((await owner.send({ to: castGuard, data: claim(late) }, "allow-revert")).status).toBe("reverted");
  expect((await owner.send({ to: castGuard, data: claim(2n ** 64n - 1n) })).status).toBe("success");
  expect((await owner.send({ to: castGuard, data: claim(2n ** 64n - 1n) }, "allow-revert")).status).toBe("reverted");
  expect(await chain.isClaimed(castGuard, owner.address, castA)).toEqual({ ok: true, value: true });
  expect(await chain.isClaimed(castGuard, keeper.address, castA)).toEqual({ ok: true, value: false });
  expect((await keeper.send({ to: castGuard, data: claim(2n ** 64n - 1n) })).status).toBe("success");
  expect(decodeRevert("0xd27b44a9").name).toBe("ModuleTransactionFailed");
});
