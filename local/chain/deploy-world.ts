import {
  type Address,
  decodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  maxUint256,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from "viem";
import { erc20Abi } from "../../execute/core/abis.ts";
import { parseDecimal, sqrtX96FromPrice } from "../../execute/core/pool-price.ts";
import { compileContracts } from "./compile-contracts.ts";
import { createVault } from "./create-vault.ts";
import { create2, deployArtifact, deployContract, deployGas, nickFactory } from "./create2.ts";
import { deployLending } from "./deploy-lending.ts";
import type { Accounts, ContractName, Deployment } from "./deployment.ts";
import type { LocalWallet } from "./local-wallet.ts";
import { loadArtifact, loadFixedFactories, loadRolesArtifacts } from "./npm-artifacts.ts";

/** What the demo starts with. */
export const world = {
  poolFeePips: 3000,
  startPriceUsd: "2980",
  /** Deep enough that selling 5 WETH moves the price by about 0.05 %. */
  poolWeth: parseEther("20000"),
  poolUsdc: parseUnits("59600000", 6),
  observationSlots: 240,
  vaultWeth: parseEther("10"),
  /** What others have lent to the market, so that there is something to borrow. */
  lentWeth: parseEther("5000"),
  lentUsdc: parseUnits("20000000", 6),
} as const;

/**
 * Deploys everything onto a fresh chain. The addresses of what is published and of what belongs to nobody are the
 * same in every build: contracts come from CREATE2 factories, the Safe's from the factory and salt that give their
 * public addresses. Those of the demo vault, the order book and the lending market differ, as this chain's keys do.
 */
export async function deployWorld(
  wallet: LocalWallet,
  accounts: Accounts,
): Promise<Pick<Deployment, "addresses" | "poolFeePips" | "lending" | "demoVault" | "codeHashes">> {
  const contracts = await deployContracts(wallet);
  const pool = await createPool(wallet, contracts);
  const compiled = compileContracts();
  const own = await deployOwn(wallet, compiled, pool, accounts.keeper.address);
  const addresses = { ...contracts, pool, ...own };
  const lending = await deployLending(wallet, {
    keeper: accounts.keeper.address,
    settablePrice: compiled.SettablePrice,
    tokens: [
      { symbol: "WETH", address: contracts.weth, decimals: 18, priceUsd: world.startPriceUsd, supply: world.lentWeth },
      { symbol: "USDC", address: contracts.usdc, decimals: 6, priceUsd: "1", supply: world.lentUsdc },
    ],
    provide: async (token, amount) => {
      const isWeth = token === contracts.weth;
      const data = isWeth ? encodeDeposit() : encodeMint(wallet.address, amount);
      await wallet.send({ to: token, data, value: isWeth ? amount : 0n });
    },
  });
  const demoVault = await createDemoVault(wallet, addresses, accounts.owner.address);
  const codeHashes: Record<string, Hex> = {};
  for (const [name, address] of Object.entries({
    ...addresses,
    lendingPool: lending.pool,
    lendingPoolLogic: lending.poolLogic,
    demoSafe: demoVault.safe,
    demoRoles: demoVault.roles,
  })) {
    codeHashes[name] = keccak256(await wallet.requireCode(address));
  }
  return { addresses, poolFeePips: world.poolFeePips, lending, demoVault, codeHashes };
}

type OwnName = "castGuard" | "leastOutput" | "leastOrderOutput" | "expiryCondition" | "orderBook";
type Contracts = Record<Exclude<ContractName, "pool" | OwnName>, Address>;

async function deployOwn(
  wallet: LocalWallet,
  own: ReturnType<typeof compileContracts>,
  pool: Address,
  keeper: Address,
): Promise<Record<OwnName, Address>> {
  const leastOutput = await deployContract(wallet, own.LeastOutput, [pool]);
  return {
    castGuard: await deployContract(wallet, own.CastGuard),
    leastOutput,
    leastOrderOutput: await deployContract(wallet, own.LeastOrderOutput, [leastOutput]),
    expiryCondition: await deployContract(wallet, own.ExpiryCondition),
    orderBook: await deployContract(wallet, own.OrderBook, [keeper]),
  };
}

async function deployContracts(wallet: LocalWallet): Promise<Contracts> {
  await deployErc2470(wallet);
  await wallet.setCode(safeFactory, await wallet.requireCode(nickFactory));
  const { integrity, packer, unwrapper, roles } = loadRolesArtifacts();
  const plain = (bytecode: Hex) => create2(wallet, nickFactory, bytecode);
  const safe = (name: Parameters<typeof loadArtifact>[0]) => create2(wallet, safeFactory, loadArtifact(name).bytecode);
  const linkedRoles = roles.link(await plain(integrity.bytecode), await plain(packer.bytecode));
  const weth = await deployArtifact(wallet, "weth");
  const uniswapFactory = await deployArtifact(wallet, "uniswapFactory");
  return {
    safeSingleton: await safe("safeL2"),
    safeProxyFactory: await safe("safeProxyFactory"),
    fallbackHandler: await safe("fallbackHandler"),
    multiSendCallOnly: await safe("multiSendCallOnly"),
    multiSendUnwrapper: await plain(unwrapper.bytecode),
    // The logic contract belongs to nobody: an address without a key.
    rolesMastercopy: await deployContract(wallet, { abi: roles.abi, bytecode: linkedRoles }, [nobody, nobody, nobody]),
    moduleProxyFactory: await deployModuleProxyFactory(wallet),
    weth,
    usdc: await deployArtifact(wallet, "usdc", ["USD Coin (local chain)", "USDC", 6]),
    uniswapFactory,
    swapRouter: await deployArtifact(wallet, "swapRouter", [uniswapFactory, weth]),
    positionManager: await deployArtifact(wallet, "positionManager", [uniswapFactory, weth, zeroAddress]),
    quoter: await deployArtifact(wallet, "quoter", [uniswapFactory, weth]),
  };
}

/** The presigned transaction that gives the EIP-2470 factory its address on every chain. The Roles modifier needs it. */
async function deployErc2470(wallet: LocalWallet): Promise<void> {
  const { erc2470 } = loadFixedFactories();
  await wallet.setEther(erc2470.deployer, erc2470.funding);
  await wallet.sendRaw(erc2470.signedDeployTransaction);
  await wallet.requireCode(erc2470.address);
}

async function deployModuleProxyFactory(wallet: LocalWallet): Promise<Address> {
  const { erc2470, moduleProxyFactory } = loadFixedFactories();
  const data = encodeFunctionData({
    abi: parseAbi(["function deploy(bytes bytecode, bytes32 salt)"]),
    args: [moduleProxyFactory.bytecode, moduleProxyFactory.salt],
  });
  await wallet.send({ to: erc2470.address, data, gas: deployGas });
  await wallet.requireCode(moduleProxyFactory.address);
  return moduleProxyFactory.address;
}

async function createPool(wallet: LocalWallet, at: Contracts): Promise<Address> {
  const baseIsToken0 = BigInt(at.weth) < BigInt(at.usdc);
  const [token0, token1] = baseIsToken0 ? [at.weth, at.usdc] : [at.usdc, at.weth];
  const [amount0, amount1] = baseIsToken0 ? [world.poolWeth, world.poolUsdc] : [world.poolUsdc, world.poolWeth];
  const price = parseDecimal(world.startPriceUsd);
  const sqrtPriceX96 = sqrtX96FromPrice(price, { baseIsToken0, baseDecimals: 18, quoteDecimals: 6 });
  const manage = (data: Hex) => wallet.send({ to: at.positionManager, data, gas: deployGas });
  await manage(
    encodeFunctionData({
      abi: positionManagerAbi,
      functionName: "createAndInitializePoolIfNecessary",
      args: [token0, token1, world.poolFeePips, sqrtPriceX96],
    }),
  );
  const [pool] = decodeAbiParameters(
    [{ type: "address" }],
    await wallet.call(
      at.uniswapFactory,
      encodeFunctionData({
        abi: parseAbi(["function getPool(address a, address b, uint24 fee) view returns (address)"]),
        args: [token0, token1, world.poolFeePips],
      }),
    ),
  );
  await wallet.requireCode(pool);
  await wallet.send({ to: at.weth, data: encodeDeposit(), value: world.poolWeth });
  await wallet.send({ to: at.usdc, data: encodeMint(wallet.address, world.poolUsdc) });
  for (const token of [at.weth, at.usdc]) {
    const args = [at.positionManager, maxUint256] as const;
    await wallet.send({ to: token, data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args }) });
  }
  await wallet.send({
    to: pool,
    data: encodeFunctionData({ abi: poolGrowAbi, args: [world.observationSlots] }),
    gas: deployGas,
  });
  // The slots come into use with the pool's first observation in a later second: here, when it gets its liquidity.
  await wallet.rpc("evm_increaseTime", [60]);
  await manage(
    encodeFunctionData({
      abi: positionManagerAbi,
      functionName: "mint",
      args: [
        {
          token0,
          token1,
          fee: world.poolFeePips,
          tickLower: -fullRangeTick,
          tickUpper: fullRangeTick,
          amount0Desired: amount0,
          amount1Desired: amount1,
          amount0Min: 0n,
          amount1Min: 0n,
          recipient: wallet.address,
          deadline: 2n ** 40n,
        },
      ],
    }),
  );
  return pool;
}

/** The demo's vault, with what it starts with. */
async function createDemoVault(wallet: LocalWallet, at: Contracts, owner: Address): Promise<Deployment["demoVault"]> {
  const { safe, roles } = await createVault(wallet, at, owner);
  await wallet.send({ to: at.weth, data: encodeDeposit(), value: world.vaultWeth });
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [safe, world.vaultWeth] });
  await wallet.send({ to: at.weth, data: transfer });
  return { safe, roles, owner };
}

export const encodeDeposit = (): Hex => encodeFunctionData({ abi: parseAbi(["function deposit() payable"]) });
/** Anyone may mint the local chain's token. */
export const encodeMint = (to: Address, amount: bigint): Hex =>
  encodeFunctionData({
    abi: parseAbi(["function mint(address to, uint256 amount) returns (bool)"]),
    args: [to, amount],
  });

const nobody: Address = "0x0000000000000000000000000000000000000001";
/** Largest tick that the spacing of a 0.3 % pool (60) divides. */
const fullRangeTick = 887_220;
/** The Safe project's own copy of it. */
const safeFactory: Address = "0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7";
const poolGrowAbi = parseAbi(["function increaseObservationCardinalityNext(uint16 slots)"]);
const positionManagerAbi = parseAbi([
  "struct MintParams { address token0; address token1; uint24 fee; int24 tickLower; int24 tickUpper; uint256 amount0Desired; uint256 amount1Desired; uint256 amount0Min; uint256 amount1Min; address recipient; uint256 deadline; }",
  "function createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96) payable returns (address pool)",
  "function mint(MintParams params) payable returns (uint256 tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)",
]);
