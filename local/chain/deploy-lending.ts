import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  maxUint256,
  parseAbi,
  parseUnits,
  stringToHex,
  zeroAddress,
} from "viem";
import { erc20Abi, lendingDataAbi, lendingPoolAbi } from "../../execute/core/abis.ts";
import type { CompiledContract } from "./compile-contracts.ts";
import { deployArtifact, deployContract, deployGas } from "./create2.ts";
import type { Deployment } from "./deployment.ts";
import type { LocalWallet } from "./local-wallet.ts";

/** What every reserve of the local market has, as most markets of large tokens do. In basis points. */
export const reserveTerms = {
  loanToValueBps: 8_000,
  liquidationThresholdBps: 8_250,
  liquidationBonusBps: 500,
} as const;

export type LentToken = {
  readonly symbol: string;
  readonly address: Address;
  readonly decimals: number;
  /** A plain decimal. */
  readonly priceUsd: string;
  /** What the deployer lends to the market, in smallest units. */
  readonly supply: bigint;
};

export type LendingOptions = {
  readonly tokens: readonly LentToken[];
  /** Who sets the prices afterwards. */
  readonly keeper: Address;
  readonly settablePrice: CompiledContract;
  /** Gives the deployer so much of a token. */
  readonly provide: (token: Address, amount: bigint) => Promise<void>;
};

/** Deploys an Aave v3 market that the deployer administers, and lends it the tokens that can be borrowed there. */
export async function deployLending(wallet: LocalWallet, options: LendingOptions): Promise<Deployment["lending"]> {
  const registry = await deployArtifact(wallet, "lendingAddresses", ["local", wallet.address]);
  const register = (functionName: RegistrySetter, address: Address) =>
    wallet.send({ to: registry, data: encodeFunctionData({ abi: registryAbi, functionName, args: [address] }), gas });
  await register("setACLAdmin", wallet.address);
  const rights = await deployArtifact(wallet, "lendingRights", [registry]);
  await register("setACLManager", rights);
  await wallet.send({ to: rights, data: encodeFunctionData({ abi: rightsAbi, args: [wallet.address] }) });

  const priceSources = await deployPriceSources(wallet, options);
  const assets = options.tokens.map(({ address }) => address);
  const oracleArgs = [registry, assets, priceSources, zeroAddress, zeroAddress, 10n ** 8n];
  const oracle = await deployArtifact(wallet, "lendingOracle", oracleArgs);
  await register("setPriceOracle", oracle);

  const libraries = await deployLibraries(wallet);
  const poolLogic = await deployArtifact(wallet, "lendingPool", [registry], libraries);
  await register("setPoolImpl", poolLogic);
  await register("setPoolConfiguratorImpl", await deployArtifact(wallet, "lendingConfigurator", [], libraries));
  const read = async (functionName: "getPool" | "getPoolConfigurator") =>
    decodeFunctionResult({
      abi: registryAbi,
      functionName,
      data: await wallet.call(registry, encodeFunctionData({ abi: registryAbi, functionName })),
    });
  const pool = await read("getPool");
  const configurator = await read("getPoolConfigurator");
  await listReserves(wallet, { registry, pool, configurator, tokens: options.tokens });
  for (const { address, supply } of options.tokens) {
    await options.provide(address, supply);
    const approve = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [pool, maxUint256] });
    await wallet.send({ to: address, data: approve });
    const args = [address, supply, wallet.address, 0] as const;
    await wallet.send({ to: pool, data: encodeFunctionData({ abi: lendingPoolAbi, functionName: "supply", args }) });
  }
  const dataProvider = await deployArtifact(wallet, "lendingData", [registry]);
  const reserves = await Promise.all(
    options.tokens.map(async ({ symbol, address }, index) => {
      const query = { abi: lendingDataAbi, functionName: "getReserveTokensAddresses", args: [address] } as const;
      const data = await wallet.call(dataProvider, encodeFunctionData(query));
      const [aToken, , variableDebt] = decodeFunctionResult({ ...query, data });
      return { symbol, aToken, variableDebt, priceSource: priceSources[index] ?? zeroAddress };
    }),
  );
  return { pool, poolLogic, oracle, dataProvider, reserves };
}

async function deployPriceSources(wallet: LocalWallet, options: LendingOptions): Promise<Address[]> {
  const sources: Address[] = [];
  for (const { priceUsd } of options.tokens) {
    const args = [options.keeper, parseUnits(priceUsd, 8)];
    sources.push(await deployContract(wallet, options.settablePrice, args));
  }
  return sources;
}

async function deployLibraries(wallet: LocalWallet): Promise<Record<string, Address>> {
  const BorrowLogic = await deployArtifact(wallet, "borrowLogic");
  return {
    BorrowLogic,
    SupplyLogic: await deployArtifact(wallet, "supplyLogic"),
    LiquidationLogic: await deployArtifact(wallet, "liquidationLogic"),
    EModeLogic: await deployArtifact(wallet, "eModeLogic"),
    BridgeLogic: await deployArtifact(wallet, "bridgeLogic"),
    PoolLogic: await deployArtifact(wallet, "poolLogic"),
    ConfiguratorLogic: await deployArtifact(wallet, "configuratorLogic"),
    FlashLoanLogic: await deployArtifact(wallet, "flashLoanLogic", [], { BorrowLogic }),
  };
}

/** Every reserve can be lent, borrowed at a variable rate, and used as collateral. */
async function listReserves(
  wallet: LocalWallet,
  market: {
    readonly registry: Address;
    readonly pool: Address;
    readonly configurator: Address;
    readonly tokens: readonly LentToken[];
  },
): Promise<void> {
  const { registry, pool, configurator, tokens } = market;
  const aTokenImpl = await deployArtifact(wallet, "aToken", [pool]);
  const stableDebtTokenImpl = await deployArtifact(wallet, "stableDebtToken", [pool]);
  const variableDebtTokenImpl = await deployArtifact(wallet, "variableDebtToken", [pool]);
  // Up to 80 % of use the yearly rate rises to 4 %, beyond that to 64 %. Stable rates are not offered.
  const ray = (percent: bigint) => percent * 10n ** 25n;
  const rates = [registry, ray(80n), 0n, ray(4n), ray(60n), 0n, 0n, 0n, 0n, ray(20n)];
  const interestRateStrategyAddress = await deployArtifact(wallet, "lendingRates", rates);
  const configure = (data: `0x${string}`) => wallet.send({ to: configurator, data, gas: deployGas });
  const inputs = tokens.map(({ symbol, address, decimals }) => ({
    aTokenImpl,
    stableDebtTokenImpl,
    variableDebtTokenImpl,
    underlyingAssetDecimals: decimals,
    interestRateStrategyAddress,
    underlyingAsset: address,
    treasury: wallet.address,
    incentivesController: zeroAddress,
    aTokenName: `Lent ${symbol}`,
    aTokenSymbol: `a${symbol}`,
    variableDebtTokenName: `Variable debt in ${symbol}`,
    variableDebtTokenSymbol: `variableDebt${symbol}`,
    stableDebtTokenName: `Stable debt in ${symbol}`,
    stableDebtTokenSymbol: `stableDebt${symbol}`,
    params: stringToHex(""),
  }));
  await configure(encodeFunctionData({ abi: configuratorAbi, functionName: "initReserves", args: [inputs] }));
  const { loanToValueBps, liquidationThresholdBps, liquidationBonusBps } = reserveTerms;
  for (const { address } of tokens) {
    const terms = [
      address,
      BigInt(loanToValueBps),
      BigInt(liquidationThresholdBps),
      BigInt(10_000 + liquidationBonusBps),
    ] as const;
    const functionName = "configureReserveAsCollateral";
    await configure(encodeFunctionData({ abi: configuratorAbi, functionName, args: terms }));
    const args = [address, true] as const;
    await configure(encodeFunctionData({ abi: configuratorAbi, functionName: "setReserveBorrowing", args }));
  }
}

const gas = 3_000_000n;
type RegistrySetter = "setACLAdmin" | "setACLManager" | "setPriceOracle" | "setPoolImpl" | "setPoolConfiguratorImpl";
const registryAbi = parseAbi([
  "function setACLAdmin(address account)",
  "function setACLManager(address rights)",
  "function setPriceOracle(address oracle)",
  "function setPoolImpl(address logic)",
  "function setPoolConfiguratorImpl(address logic)",
  "function getPool() view returns (address)",
  "function getPoolConfigurator() view returns (address)",
]);
const rightsAbi = parseAbi(["function addPoolAdmin(address admin)"]);
const configuratorAbi = parseAbi([
  "struct Reserve { address aTokenImpl; address stableDebtTokenImpl; address variableDebtTokenImpl; uint8 underlyingAssetDecimals; address interestRateStrategyAddress; address underlyingAsset; address treasury; address incentivesController; string aTokenName; string aTokenSymbol; string variableDebtTokenName; string variableDebtTokenSymbol; string stableDebtTokenName; string stableDebtTokenSymbol; bytes params; }",
  "function initReserves(Reserve[] input)",
  "function configureReserveAsCollateral(address asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)",
  "function setReserveBorrowing(address asset, bool isEnabled)",
]);
