import {
  type Abi,
  type Address,
  concatHex,
  decodeAbiParameters,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  keccak256,
  maxUint256,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
  zeroHash,
} from "viem";
import { erc20Abi, moduleProxyFactoryAbi, rolesAbi, safeAbi, safeProxyFactoryAbi } from "../../execute/core/abis.ts";
import { parseDecimal, sqrtX96FromPrice } from "../../execute/core/pool-price.ts";
import { compileContracts } from "./compile-contracts.ts";
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
} as const;

/**
 * Deploys everything onto a fresh chain. All addresses but those of the demo vault are the same in every build:
 * contracts come from CREATE2 factories, the Safe's from the factory and salt that give their public addresses.
 */
export async function deployWorld(
  wallet: LocalWallet,
  accounts: Accounts,
): Promise<Pick<Deployment, "addresses" | "poolFeePips" | "demoVault" | "codeHashes">> {
  const contracts = await deployContracts(wallet);
  const pool = await createPool(wallet, contracts);
  const own = compileContracts();
  const leastOutput = await create2(wallet, nickFactory, encodeDeployData({ ...own.LeastOutput, args: [pool] }));
  const castGuard = await create2(wallet, nickFactory, own.CastGuard.bytecode);
  const addresses = { ...contracts, pool, leastOutput, castGuard };
  const demoVault = await createDemoVault(wallet, addresses, accounts.owner.address);
  const codeHashes: Record<string, Hex> = {};
  for (const [name, address] of Object.entries({
    ...addresses,
    demoSafe: demoVault.safe,
    demoRoles: demoVault.roles,
  })) {
    codeHashes[name] = keccak256(await wallet.requireCode(address));
  }
  return { addresses, poolFeePips: world.poolFeePips, demoVault, codeHashes };
}

type Contracts = Record<Exclude<ContractName, "pool" | "leastOutput" | "castGuard">, Address>;

async function deployContracts(wallet: LocalWallet): Promise<Contracts> {
  await deployErc2470(wallet);
  await wallet.setCode(safeFactory, await wallet.requireCode(nickFactory));
  const { integrity, packer, unwrapper, roles } = loadRolesArtifacts();
  const plain = (bytecode: Hex) => create2(wallet, nickFactory, bytecode);
  const withArgs = (abi: Abi, bytecode: Hex, args: readonly unknown[]) =>
    plain(encodeDeployData({ abi, bytecode, args }));
  const fromNpm = (name: Parameters<typeof loadArtifact>[0], args: readonly unknown[]) => {
    const { abi, bytecode } = loadArtifact(name);
    return withArgs(abi, bytecode, args);
  };
  const safe = (name: Parameters<typeof loadArtifact>[0]) => create2(wallet, safeFactory, loadArtifact(name).bytecode);
  const linkedRoles = roles.link(await plain(integrity.bytecode), await plain(packer.bytecode));
  const weth = await fromNpm("weth", []);
  const uniswapFactory = await fromNpm("uniswapFactory", []);
  return {
    safeSingleton: await safe("safeL2"),
    safeProxyFactory: await safe("safeProxyFactory"),
    fallbackHandler: await safe("fallbackHandler"),
    multiSendCallOnly: await safe("multiSendCallOnly"),
    multiSendUnwrapper: await plain(unwrapper.bytecode),
    // The logic contract belongs to nobody: an address without a key.
    rolesMastercopy: await withArgs(roles.abi, linkedRoles, [nobody, nobody, nobody]),
    moduleProxyFactory: await deployModuleProxyFactory(wallet),
    weth,
    usdc: await fromNpm("usdc", ["USD Coin (local chain)", "USDC", 6]),
    uniswapFactory,
    swapRouter: await fromNpm("swapRouter", [uniswapFactory, weth]),
    positionManager: await fromNpm("positionManager", [uniswapFactory, weth, zeroAddress]),
    quoter: await fromNpm("quoter", [uniswapFactory, weth]),
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

/**
 * Deploys through a CREATE2 factory with salt 0. These factories swallow a failed creation, and a gas estimate can
 * settle where the creation fails: hence fixed gas, and the code is looked at afterwards.
 */
async function create2(wallet: LocalWallet, factory: Address, initCode: Hex): Promise<Address> {
  const address = getContractAddress({ opcode: "CREATE2", from: factory, salt: zeroHash, bytecode: initCode });
  await wallet.send({ to: factory, data: concatHex([zeroHash, initCode]), gas: deployGas });
  await wallet.requireCode(address);
  return address;
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

/** A Safe with one owner and a Roles modifier that is deployed, but not enabled: the owner arms it later. */
async function createDemoVault(wallet: LocalWallet, at: Contracts, owner: Address): Promise<Deployment["demoVault"]> {
  const setup = encodeFunctionData({
    abi: safeAbi,
    functionName: "setup",
    args: [[owner], 1n, zeroAddress, "0x", at.fallbackHandler, zeroAddress, 0n, zeroAddress],
  });
  const safe = await wallet.sendForAddress({
    to: at.safeProxyFactory,
    data: encodeFunctionData({
      abi: safeProxyFactoryAbi,
      functionName: "createProxyWithNonce",
      args: [at.safeSingleton, setup, 0n],
    }),
    gas: deployGas,
  });
  const initParams = encodeAbiParameters(
    [{ type: "address" }, { type: "address" }, { type: "address" }],
    [safe, safe, safe],
  );
  const roles = await wallet.sendForAddress({
    to: at.moduleProxyFactory,
    data: encodeFunctionData({
      abi: moduleProxyFactoryAbi,
      functionName: "deployModule",
      args: [at.rolesMastercopy, encodeFunctionData({ abi: rolesAbi, functionName: "setUp", args: [initParams] }), 0n],
    }),
    gas: deployGas,
  });
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

const deployGas = 12_000_000n;
const nobody: Address = "0x0000000000000000000000000000000000000001";
/** Largest tick that the spacing of a 0.3 % pool (60) divides. */
const fullRangeTick = 887_220;
/** The deterministic deployment proxy that anvil has from the start. */
const nickFactory: Address = "0x4e59b44847b379578588920cA78FbF26c0B4956C";
/** The Safe project's own copy of it. */
const safeFactory: Address = "0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7";
const poolGrowAbi = parseAbi(["function increaseObservationCardinalityNext(uint16 slots)"]);
const positionManagerAbi = parseAbi([
  "struct MintParams { address token0; address token1; uint24 fee; int24 tickLower; int24 tickUpper; uint256 amount0Desired; uint256 amount1Desired; uint256 amount0Min; uint256 amount1Min; address recipient; uint256 deadline; }",
  "function createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96) payable returns (address pool)",
  "function mint(MintParams params) payable returns (uint256 tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)",
]);
