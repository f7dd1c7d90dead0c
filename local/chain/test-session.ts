import { type Address, type Hex, parseEther } from "viem";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { type Chain, createChain } from "../../execute/adapters/chain.ts";
import { type ArmInput, type ArmPlan, buildArmPlan } from "../../execute/core/arm-plan.ts";
import { buildCastBatch, encodeSubmission, moduleTxTypedData } from "../../execute/core/cast-batch.ts";
import { buildSafeBatch, type Call, encodeExecTransaction, safeTxTypedData } from "../../execute/core/safe-tx.ts";
import { buildSwapCalls, minimumOut, type SwapInput } from "../../execute/core/swap-calls.ts";
import type { LocalReceipt } from "./local-wallet.ts";
import type { TestChain } from "./test-chain.ts";

/** The demo vault, armed, with what tests need to cast and to attack. */
export type TestSession = {
  readonly chain: Chain;
  readonly key: PrivateKeyAccount;
  readonly privateKey: Hex;
  readonly plan: ArmPlan;
  readonly armReceipt: LocalReceipt;
  /** Approve and swap of `amountIn` WETH; every field can be replaced. */
  readonly swapCalls: (amountIn: bigint, change?: Partial<SwapInput>) => Promise<readonly Call[]>;
  /** The bytes of a cast, valid for five minutes of chain time unless told. */
  readonly castData: (castId: Hex, calls: readonly Call[], notAfterSeconds?: bigint) => Promise<Hex>;
  /** Signs with the session key and sends through the relayer; a revert is a receipt like any other. */
  readonly submit: (data: Hex, salt: Hex) => Promise<LocalReceipt>;
  readonly balances: () => Promise<{ weth: bigint; usdc: bigint }>;
};

/** Executes calls as the Safe, with one signature of its owner. The relayer pays for it. */
export async function executeAsOwner(test: TestChain, calls: readonly Call[]): Promise<LocalReceipt> {
  const { demoVault, addresses, chainId } = test.deployment;
  const chain = createChain({ rpcUrl: test.rpcUrl, chainId });
  const nonce = await chain.safeNonce(demoVault.safe);
  if (!nonce.ok) throw new Error(nonce.error.message);
  const tx = buildSafeBatch({ calls, multiSendCallOnly: addresses.multiSendCallOnly, nonce: nonce.value });
  const owner = privateKeyToAccount(test.accounts.owner.privateKey);
  const signature = await owner.signTypedData(safeTxTypedData({ chainId, safe: demoVault.safe, tx }));
  const data = encodeExecTransaction(tx, signature);
  return test.wallet("relayer").send({ to: demoVault.safe, data, gas: 3_000_000n });
}

/** Arms the demo vault: the session may sell 6 of its 10 WETH unless `change` says otherwise. */
export async function armDemoVault(test: TestChain, change: Partial<ArmInput> = {}): Promise<TestSession> {
  const { addresses: at, demoVault, chainId, poolFeePips } = test.deployment;
  const privateKey = generatePrivateKey();
  const key = privateKeyToAccount(privateKey);
  const startSeconds = await test.nowSeconds();
  const plan = buildArmPlan({
    safe: demoVault.safe,
    roles: demoVault.roles,
    sessionKey: key.address,
    sessionId: "test-session",
    expiresAtSeconds: startSeconds + 86_400n,
    isRolesEnabled: false,
    castGuard: at.castGuard,
    multiSendCallOnly: at.multiSendCallOnly,
    multiSendUnwrapper: at.multiSendUnwrapper,
    router: at.swapRouter,
    sell: { address: at.weth, symbol: "WETH", decimals: 18 },
    buy: { address: at.usdc, symbol: "USDC", decimals: 6 },
    poolFeePips,
    allowance: { balance: parseEther("6") },
    ...change,
  });
  const armReceipt = await executeAsOwner(test, plan.calls);
  const chain = createChain({ rpcUrl: test.rpcUrl, chainId });
  return {
    chain,
    key,
    privateKey,
    plan,
    armReceipt,
    swapCalls: async (amountIn, swap = {}) => {
      const pool = await chain.poolState(at.pool, 60);
      if (!pool.ok) throw new Error(pool.error.message);
      const { sqrtPriceX96 } = pool.value;
      const tokenInIsToken0 = BigInt(at.weth) < BigInt(at.usdc);
      return buildSwapCalls({
        router: at.swapRouter,
        tokenIn: at.weth,
        tokenOut: at.usdc,
        feePips: poolFeePips,
        recipient: demoVault.safe,
        amountIn,
        amountOutMinimum: minimumOut({
          amountIn,
          sqrtPriceX96,
          tokenInIsToken0,
          feePips: poolFeePips,
          slippageBps: 50,
        }),
        deadlineSeconds: (await test.nowSeconds()) + 300n,
        ...swap,
      });
    },
    castData: async (castId, calls, notAfterSeconds) => {
      const last = notAfterSeconds ?? (await test.nowSeconds()) + 300n;
      return buildCastBatch({
        guard: at.castGuard,
        castId,
        notAfterSeconds: last,
        calls,
        multiSend: at.multiSendCallOnly,
        roles: demoVault.roles,
        roleKey: plan.roleKey,
      }).data;
    },
    submit: async (data, salt) => {
      const signature = await key.signTypedData(moduleTxTypedData({ chainId, roles: demoVault.roles, data, salt }));
      const to: Address = demoVault.roles;
      return test
        .wallet("relayer")
        .send({ to, data: encodeSubmission(data, salt, signature), gas: 1_500_000n }, "allow-revert");
    },
    balances: async () => {
      const read = await chain.erc20Balances([at.weth, at.usdc], demoVault.safe);
      if (!read.ok) throw new Error(read.error.message);
      const [weth = 0n, usdc = 0n] = read.value;
      return { weth, usdc };
    },
  };
}
