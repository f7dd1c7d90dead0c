import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Abi, type Address, type Hex, isHex } from "viem";
import { z } from "zod";

/** Compiled contracts as their authors publish them on npm. Used when the state is built, never by a Worker. */
export type Artifact = { readonly abi: Abi; readonly bytecode: Hex };

const require = createRequire(import.meta.url);

/** A contract of Aave v3, by its path without the file's ending. */
function lending(path: string): readonly [string, string] {
  return ["@aave/core-v3", `artifacts/contracts/${path}.sol/${path.slice(path.lastIndexOf("/") + 1)}.json`];
}

const artifactPaths = {
  safeL2: ["@safe-global/safe-smart-account", "build/artifacts/contracts/SafeL2.sol/SafeL2.json"],
  safeProxyFactory: [
    "@safe-global/safe-smart-account",
    "build/artifacts/contracts/proxies/SafeProxyFactory.sol/SafeProxyFactory.json",
  ],
  fallbackHandler: [
    "@safe-global/safe-smart-account",
    "build/artifacts/contracts/handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json",
  ],
  multiSendCallOnly: [
    "@safe-global/safe-smart-account",
    "build/artifacts/contracts/libraries/MultiSendCallOnly.sol/MultiSendCallOnly.json",
  ],
  weth: ["canonical-weth", "build/contracts/WETH9.json"],
  usdc: ["@aave/core-v3", "artifacts/contracts/mocks/tokens/MintableERC20.sol/MintableERC20.json"],
  uniswapFactory: ["@uniswap/v3-core", "artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json"],
  uniswapPool: ["@uniswap/v3-core", "artifacts/contracts/UniswapV3Pool.sol/UniswapV3Pool.json"],
  swapRouter: ["@uniswap/v3-periphery", "artifacts/contracts/SwapRouter.sol/SwapRouter.json"],
  positionManager: [
    "@uniswap/v3-periphery",
    "artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json",
  ],
  quoter: ["@uniswap/v3-periphery", "artifacts/contracts/lens/QuoterV2.sol/QuoterV2.json"],
  supplyLogic: lending("protocol/libraries/logic/SupplyLogic"),
  borrowLogic: lending("protocol/libraries/logic/BorrowLogic"),
  liquidationLogic: lending("protocol/libraries/logic/LiquidationLogic"),
  eModeLogic: lending("protocol/libraries/logic/EModeLogic"),
  bridgeLogic: lending("protocol/libraries/logic/BridgeLogic"),
  poolLogic: lending("protocol/libraries/logic/PoolLogic"),
  configuratorLogic: lending("protocol/libraries/logic/ConfiguratorLogic"),
  flashLoanLogic: lending("protocol/libraries/logic/FlashLoanLogic"),
  lendingAddresses: lending("protocol/configuration/PoolAddressesProvider"),
  lendingRights: lending("protocol/configuration/ACLManager"),
  lendingPool: lending("protocol/pool/Pool"),
  lendingConfigurator: lending("protocol/pool/PoolConfigurator"),
  lendingRates: lending("protocol/pool/DefaultReserveInterestRateStrategy"),
  lendingOracle: lending("misc/AaveOracle"),
  lendingData: lending("misc/AaveProtocolDataProvider"),
  aToken: lending("protocol/tokenization/AToken"),
  stableDebtToken: lending("protocol/tokenization/StableDebtToken"),
  variableDebtToken: lending("protocol/tokenization/VariableDebtToken"),
} as const satisfies Record<string, readonly [string, string]>;
export type ArtifactName = keyof typeof artifactPaths;

/** Packages whose contracts are deployed, with their installed versions: part of the state's cache key. */
export function readContractPackageVersions(): Readonly<Record<string, string>> {
  const own = ["zodiac-roles-sdk", "@gnosis-guild/zodiac-core", "@foundry-rs/anvil", "solc"];
  const names = new Set([...Object.values(artifactPaths).map(([name]) => name), ...own]);
  return Object.fromEntries(
    [...names]
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => {
        const manifest: unknown = JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf8"));
        return [name, z.object({ version: z.string() }).parse(manifest).version];
      }),
  );
}

/**
 * `libraries`: where the libraries are that the contract is linked with, by their names. Where one is missing the
 * bytecode is no hex, which `create2` refuses.
 */
export function loadArtifact(name: ArtifactName, libraries: Readonly<Record<string, Address>> = {}): Artifact {
  const [packageName, path] = artifactPaths[name];
  const parsed = ArtifactJson.parse(JSON.parse(readFileSync(join(packageFolder(packageName), path), "utf8")));
  let bytecode = parsed.bytecode;
  for (const [library, places] of Object.values(parsed.linkReferences).flatMap((file) => Object.entries(file))) {
    const address = libraries[library];
    if (address === undefined) continue;
    for (const { start, length } of places) {
      const [from, to] = [2 + 2 * start, 2 + 2 * (start + length)];
      bytecode = `${bytecode.slice(0, from)}${address.slice(2).toLowerCase()}${bytecode.slice(to)}`;
    }
  }
  return { abi: parsed.abi as Abi, bytecode: bytecode as Hex };
}

/** The Roles modifier and its parts. Loading them takes 0.1 to 0.3 s: the package brings a second chain library. */
export function loadRolesArtifacts(): {
  readonly integrity: Artifact;
  readonly packer: Artifact;
  readonly unwrapper: Artifact;
  readonly roles: { readonly abi: Abi; readonly link: (integrity: Address, packer: Address) => Hex };
} {
  const typechain = RolesTypechain.parse(require("zodiac-roles-sdk/typechain"));
  const pick = (factory: z.infer<typeof Factory>): Artifact => ({
    abi: factory.abi as Abi,
    bytecode: HexText.parse(factory.bytecode),
  });
  const roles = typechain.Roles__factory;
  return {
    integrity: pick(typechain.Integrity__factory),
    packer: pick(typechain.Packer__factory),
    unwrapper: pick(typechain.MultiSendUnwrapper__factory),
    roles: {
      abi: roles.abi as Abi,
      link: (integrity, packer) =>
        HexText.parse(
          roles.linkBytecode({
            "contracts/Integrity.sol:Integrity": integrity,
            "contracts/packers/Packer.sol:Packer": packer,
          }),
        ),
    },
  };
}

/** Two factories whose deployment is fixed: EIP-2470 by its presigned transaction, and the module proxy factory. */
export function loadFixedFactories() {
  // The package exports only its main entry, whose ES modules do not load in Node: read by file path.
  const load = (file: string): unknown =>
    require(join(packageFolder("@gnosis-guild/zodiac-core"), "dist/cjs/factory", file));
  return {
    erc2470: Erc2470.parse(load("erc2470Factory.js")),
    moduleProxyFactory: ModuleProxyFactory.parse(load("proxyFactory.js")),
  };
}

/** Folder of an installed package, found even where it does not export its manifest. */
function packageFolder(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      readFileSync(join(folder, name, "package.json"));
      return join(folder, name);
    } catch {
      // Not in this folder: packages may be installed in any of the parent folders.
    }
  }
  throw new Error(`The package ${name} is not installed. Run "npm install".`);
}

const HexText = z.custom<Hex>((value) => isHex(value), "expected hex");
const LinkPlaces = z.array(z.object({ start: z.int(), length: z.int() }));
const ArtifactJson = z.object({
  abi: z.array(z.unknown()),
  bytecode: z.string().startsWith("0x"),
  linkReferences: z.record(z.string(), z.record(z.string(), LinkPlaces)).default({}),
});
/** Factories are classes, hence functions. */
const isFactory = (value: unknown): boolean => typeof value === "function" && "abi" in value && "bytecode" in value;
const Factory = z.custom<{ abi: readonly unknown[]; bytecode: string }>(isFactory, "expected a contract factory");
const LinkedFactory = z.custom<{
  abi: readonly unknown[];
  linkBytecode: (libraries: Record<string, string>) => string;
}>((value) => isFactory(value) && typeof value === "function" && "linkBytecode" in value, "expected a linked factory");
const RolesTypechain = z.object({
  Roles__factory: LinkedFactory,
  Integrity__factory: Factory,
  Packer__factory: Factory,
  MultiSendUnwrapper__factory: Factory,
});
const Erc2470 = z.object({
  address: HexText,
  deployer: HexText,
  funding: z.bigint(),
  signedDeployTransaction: HexText,
});
const ModuleProxyFactory = z.object({ address: HexText, bytecode: HexText, salt: HexText });
