import { type Hex, parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createChain } from "../../execute/adapters/chain.ts";
import { type ArmInput, type ArmPlan, buildArmPlan } from "../../execute/core/arm-plan.ts";
import type { ChainSettings } from "../../execute/core/chain-settings.ts";
import type { AllowancePurpose } from "../../execute/core/permissions/allowance.ts";
import type { ArmToken, SwapPermission } from "../../execute/core/permissions/permission.ts";
import { buildSafeBatch, type Call, encodeExecTransaction, safeTxTypedData } from "../../execute/core/safe-tx.ts";
import { buildSwapCalls, minimumOut, type SwapInput } from "../../execute/core/swap-calls.ts";
import { toChainSettings } from "./chain-settings.ts";
import type { LocalReceipt } from "./local-wallet.ts";
import type { TestChain } from "./test-chain.ts";
import { holdRole, type TestRole } from "./test-role.ts";

/** The demo vault, armed, with what tests need to cast and to attack. */
export type TestSession = TestRole & {
  readonly plan: ArmPlan;
  readonly armReceipt: LocalReceipt;
  /** Approve and swap of so much WETH; every field can be replaced. */
  readonly swapCalls: (amountIn: bigint, change?: Partial<SwapInput>) => Promise<readonly Call[]>;
};

/** Executes calls as the Safe, with one signature of its owner. The relayer pays for it. */
export async function executeAsOwner(test: TestChain, calls: readonly Call[]): Promise<LocalReceipt> {
  const { demoVault, addresses, chainId } = test.deployment;
  const chain = createChain({ rpcUrls: [test.rpcUrl], chainId });
  const nonce = await chain.safeNonce(demoVault.safe);
  if (!nonce.ok) throw new Error(nonce.error.message);
  const tx = buildSafeBatch({ calls, multiSendCallOnly: addresses.multiSendCallOnly, nonce: nonce.value });
  const owner = privateKeyToAccount(test.accounts.owner.privateKey);
  const signature = await owner.signTypedData(safeTxTypedData({ chainId, safe: demoVault.safe, tx }));
  const data = encodeExecTransaction(tx, signature);
  return test.wallet("relayer").send({ to: demoVault.safe, data, gas: 12_000_000n });
}

export const settingsOf = (test: TestChain): ChainSettings => toChainSettings([test.rpcUrl], test.deployment);

export function tokensOf(test: TestChain): { readonly weth: ArmToken; readonly usdc: ArmToken } {
  const { weth, usdc } = test.deployment.addresses;
  return {
    weth: { address: weth, symbol: "WETH", decimals: 18 },
    usdc: { address: usdc, symbol: "USDC", decimals: 6 },
  };
}

/** May sell 6 of the vault's 10 WETH, without a price floor, unless told otherwise. */
export function swapPermission(test: TestChain, change: Partial<SwapPermission> = {}): SwapPermission {
  const { weth, usdc } = tokensOf(test);
  return { kind: "swap", sell: weth, buy: usdc, allowance: { kind: "set", balance: parseEther("6") }, ...change };
}

/** What a session of the demo vault is armed with: `swapPermission`, for a day, unless told otherwise. */
export async function armInputOf(test: TestChain, change: Partial<ArmInput> = {}): Promise<ArmInput> {
  const { demoVault } = test.deployment;
  return {
    safe: demoVault.safe,
    roles: demoVault.roles,
    sessionKey: privateKeyToAccount(generatePrivateKey()).address,
    sessionId: "test-session",
    expiresAtSeconds: (await test.nowSeconds()) + 86_400n,
    isRolesEnabled: false,
    contracts: settingsOf(test),
    permissions: [swapPermission(test)],
    ...change,
  };
}

/** Arms the demo vault with a new key. */
export async function armDemoVault(test: TestChain, change: Partial<ArmInput> = {}): Promise<TestSession> {
  const privateKey = generatePrivateKey();
  const sessionKey = privateKeyToAccount(privateKey).address;
  const plan = buildArmPlan(await armInputOf(test, { ...change, sessionKey }));
  const armReceipt = await executeAsOwner(test, plan.calls);
  const role = holdRole(test, privateKey, plan.roleKey);
  return { ...role, plan, armReceipt, swapCalls: (amountIn, swap) => swapCallsOf(test, role, amountIn, swap) };
}

/** The key of a plan's only allowance for a purpose. */
export function allowanceKeyOf({ allowances }: ArmPlan, purpose: AllowancePurpose): Hex {
  const [found, ...more] = allowances.filter((allowance) => allowance.purpose === purpose);
  if (found === undefined || more.length > 0) throw new Error(`the plan has not exactly one ${purpose} allowance`);
  return found.key;
}

/** WETH for USDC, at most half a percent below the pool's price after its fee, within five minutes. */
export async function swapCallsOf(
  test: TestChain,
  { chain }: Pick<TestRole, "chain">,
  amountIn: bigint,
  change: Partial<SwapInput> = {},
): Promise<readonly Call[]> {
  const { addresses: at, demoVault, poolFeePips: feePips } = test.deployment;
  const tokenIn = change.tokenIn ?? at.weth;
  const pool = await chain.poolState(at.pool, 60);
  if (!pool.ok) throw new Error(pool.error.message);
  const { sqrtPriceX96 } = pool.value;
  const tokenInIsToken0 = BigInt(tokenIn) < BigInt(tokenIn === at.usdc ? at.weth : at.usdc);
  return buildSwapCalls({
    router: at.swapRouter,
    tokenIn,
    tokenOut: tokenIn === at.usdc ? at.weth : at.usdc,
    feePips,
    recipient: demoVault.safe,
    amountIn,
    amountOutMinimum: minimumOut({ amountIn, sqrtPriceX96, tokenInIsToken0, feePips, slippageBps: 50 }),
    deadlineSeconds: (await test.nowSeconds()) + 300n,
    ...change,
  });
}
