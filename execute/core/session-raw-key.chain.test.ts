import {
  concatHex,
  encodeFunctionData,
  encodePacked,
  type Hex,
  keccak256,
  parseEther,
  size,
  stringToHex,
  zeroHash,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { createVault } from "../../local/chain/create-vault.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendPermission } from "../../local/chain/test-lending.ts";
import { orderPermission } from "../../local/chain/test-orders.ts";
import { armDemoVault, armInputOf, swapPermission, type TestSession } from "../../local/chain/test-session.ts";
import { erc20Abi, multiSendAbi, rolesAbi, safeAbi } from "./abis.ts";
import { buildArmPlan } from "./arm-plan.ts";
import { encodeSubmission, moduleTxTypedData } from "./cast-batch.ts";
import { encodeAssignRole } from "./permissions/encode-role.ts";
import { buildSafeBatch, type Call, encodeExecTransaction, encodeMultiSend, safeTxTypedData } from "./safe-tx.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const [idA, idB] = [castId("a"), castId("b")];
const stranger = privateKeyToAccount(castId("stranger")).address;
const at = () => chainOf().deployment.addresses;
const vault = () => chainOf().deployment.demoVault;

/** With every permission that there is: what is refused here is refused to any session. */
const arm = (change: Partial<Parameters<typeof armDemoVault>[1]> = {}) =>
  armDemoVault(chainOf(), {
    permissions: [swapPermission(chainOf()), orderPermission(chainOf()), lendPermission(chainOf())],
    ...change,
  });
const onRoles = (data: Hex): Call => ({ to: vault().roles, value: 0n, data });
const admin = (functionName: string, args: readonly unknown[]): Call =>
  onRoles(encodeFunctionData({ abi: rolesAbi, functionName, args } as never));
const onSafe = (functionName: string, args: readonly unknown[]): Call => ({
  to: vault().safe,
  value: 0n,
  data: encodeFunctionData({ abi: safeAbi, functionName, args } as never),
});
const transfer: Hex = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [stranger, 1n] });

describe("whatever a session may do, its raw key cannot", () => {
  const attacks: readonly (readonly [string, (session: TestSession) => Call, RegExp])[] = [
    ["transfer a token", () => ({ to: at().weth, value: 0n, data: transfer }), /FunctionNotAllowed/],
    ["transfer the other token", () => ({ to: at().usdc, value: 0n, data: transfer }), /FunctionNotAllowed/],
    ["unwrap to ether", () => ({ to: at().weth, value: 0n, data: "0x2e1a7d4d" }), /FunctionNotAllowed/],
    ["send ether", () => ({ to: stranger, value: 1n, data: "0x" }), /TargetAddressNotAllowed/],
    ["send ether to a contract it may call", () => ({ to: at().weth, value: 1n, data: "0x" }), /FunctionNotAllowed/],
    ["call without a function", () => ({ to: at().swapRouter, value: 0n, data: "0x" }), /FunctionNotAllowed/],
    ["assign a role", (s) => onRoles(encodeAssignRole(stranger, s.roleKey, true)), /TargetAddressNotAllowed/],
    ["widen its role", (s) => admin("scopeTarget", [s.roleKey, stranger]), /TargetAddressNotAllowed/],
    [
      "allow itself a function",
      (s) => admin("allowFunction", [s.roleKey, at().weth, "0xa9059cbb", 0]),
      /TargetAddress/,
    ],
    ["refill an allowance", () => admin("setAllowance", [idA, 1n, 0n, 0n, 0n, 0n]), /TargetAddressNotAllowed/],
    ["add a module to the modifier", () => admin("enableModule", [stranger]), /TargetAddressNotAllowed/],
    ["add a module to the Safe", () => onSafe("enableModule", [stranger]), /TargetAddressNotAllowed/],
    ["take the modifier off the Safe", () => onSafe("disableModule", [stranger, vault().roles]), /TargetAddress/],
    ["swap through another function", () => ({ to: at().swapRouter, value: 0n, data: "0xc04b8d59" }), /FunctionNot/],
    ["batch through the router", () => ({ to: at().swapRouter, value: 0n, data: "0xac9650d8" }), /FunctionNotAllowed/],
    ["sweep the router", () => ({ to: at().swapRouter, value: 0n, data: "0xdf2ab5bb" }), /FunctionNotAllowed/],
  ];
  test.each(attacks)("%s", async (_name, build, reason) => {
    const session = await arm();
    expect(await session.refusal(idA, [build(session)])).toMatch(reason);
  });

  test("delegate-call, neither at the top nor inside a batch", async () => {
    const session = await arm();
    const swap = (await session.swapCalls(parseEther("1")))[0];
    if (swap === undefined) throw new Error("a swap has calls");
    const inner = concatHex([
      encodePacked(
        ["uint8", "address", "uint256", "uint256", "bytes"],
        [1, swap.to, 0n, BigInt(size(swap.data)), swap.data],
      ),
    ]);
    const batch = encodeFunctionData({ abi: multiSendAbi, functionName: "multiSend", args: [inner] });
    const forms = {
      "at the top": [swap.to, 0n, swap.data, 1],
      "inside a batch": [at().multiSendCallOnly, 0n, batch, 1],
      "a batch as a plain call": [at().multiSendCallOnly, 0n, encodeMultiSend([swap]), 0],
      "another batch contract": [at().multiSendUnwrapper, 0n, encodeMultiSend([swap]), 1],
    };
    for (const [name, [to, value, data, operation]] of Object.entries(forms)) {
      const bytes = encodeFunctionData({
        abi: rolesAbi,
        functionName: "execTransactionWithRole",
        args: [to as Hex, value as bigint, data as Hex, operation as number, session.roleKey, true],
      });
      expect((await session.submit(bytes, castId(name))).status, name).toBe("reverted");
      const input = { roles: vault().roles, sessionKey: session.key.address, data: bytes };
      expect(await session.chain.simulateModuleTx(input), name).toMatchObject({ error: { code: "cast.role-refuses" } });
    }
  });

  test("call the modifier's owner functions itself", async () => {
    const session = await arm();
    for (const { to, data } of [
      onRoles(encodeAssignRole(stranger, session.roleKey, true)),
      admin("setAllowance", [session.plan.allowances[0]?.key, 2n ** 100n, 0n, 0n, 0n, 0n]),
    ]) {
      const call = { from: session.key.address, to, data };
      const estimate = await session.chain.estimateGas(call);
      expect(estimate).toMatchObject({ ok: false, error: { message: "Ownable: caller is not the owner" } });
    }
  });

  test("act under another role key, or none", async () => {
    const session = await arm();
    for (const roleKey of [idA, zeroHash]) {
      const data = encodeFunctionData({
        abi: rolesAbi,
        functionName: "execTransactionWithRole",
        args: [at().weth, 0n, transfer, 0, roleKey, true],
      });
      expect((await session.submit(data, roleKey)).status).toBe("reverted");
    }
  });
});

test("bytes signed for one vault do nothing in another, though the same key has a role there", async () => {
  const test = chainOf();
  const session = await arm();
  const other = await createVault(test.wallet("relayer"), at(), test.accounts.owner.address, 7n);
  const plan = buildArmPlan({
    ...(await armInputOf(test, { sessionKey: session.key.address })),
    safe: other.safe,
    roles: other.roles,
  });
  const tx = buildSafeBatch({ calls: plan.calls, multiSendCallOnly: at().multiSendCallOnly, nonce: 0n });
  const owner = privateKeyToAccount(test.accounts.owner.privateKey);
  const { chainId } = test.deployment;
  const signature = await owner.signTypedData(safeTxTypedData({ chainId, safe: other.safe, tx }));
  const relayer = test.wallet("relayer");
  await relayer.send({ to: other.safe, data: encodeExecTransaction(tx, signature), gas: 5_000_000n });
  expect(await session.chain.isModuleEnabled(other.roles, session.key.address)).toEqual({ ok: true, value: true });

  // An approval moves nothing and needs nothing: it would succeed in any vault.
  const data = await session.castData(idA, (await session.swapCalls(parseEther("1"))).slice(0, 1));
  const signFor = (roles: Hex, salt: Hex) =>
    session.key.signTypedData(moduleTxTypedData({ chainId, roles, data, salt }));
  const send = async (signed: Hex, salt: Hex) =>
    (
      await relayer.send(
        { to: other.roles, data: encodeSubmission(data, salt, signed), gas: 2_000_000n },
        "allow-revert",
      )
    ).status;
  expect(await send(await signFor(vault().roles, idA), idA)).toBe("reverted");
  expect(await send(await signFor(other.roles, idB), idB)).toBe("success");
  expect(await session.chain.isClaimed(at().castGuard, vault().safe, idA)).toEqual({ ok: true, value: false });
});
