import { type Address, type Hex, isAddress, isHex } from "viem";
import { z } from "zod";

/** What the local chain has, and where. Written by `build-state.ts`, read by everything that talks to the chain. */

const AddressText = z.custom<Address>((value) => typeof value === "string" && isAddress(value), "expected an address");
const Hex32 = z.custom<Hex>((value) => isHex(value) && value.length === 66, "expected 32 bytes as hex");

const ContractAddresses = z.strictObject({
  safeSingleton: AddressText,
  safeProxyFactory: AddressText,
  fallbackHandler: AddressText,
  multiSendCallOnly: AddressText,
  multiSendUnwrapper: AddressText,
  /** Logic of every vault's Roles modifier; a vault has a small proxy of its own. */
  rolesMastercopy: AddressText,
  moduleProxyFactory: AddressText,
  castGuard: AddressText,
  /** Custom condition of a role: least output of a swap against the pool's mean price. */
  leastOutput: AddressText,
  /** The same for orders, and how long one may stand. */
  leastOrderOutput: AddressText,
  /** Custom condition of a role: nothing after a fixed second. */
  expiryCondition: AddressText,
  /** Orders that a keeper settles later. Its keeper is the local chain's. */
  orderBook: AddressText,
  weth: AddressText,
  /** A token with 6 decimals in the place of USDC; anyone may mint it. */
  usdc: AddressText,
  uniswapFactory: AddressText,
  swapRouter: AddressText,
  positionManager: AddressText,
  quoter: AddressText,
  pool: AddressText,
});
export type ContractName = keyof z.infer<typeof ContractAddresses>;

export const Deployment = z.strictObject({
  chainId: z.literal(31337),
  /** Hash of everything that the state was built from. */
  inputsHash: z.string(),
  addresses: ContractAddresses,
  /** Fee of the pool in hundredths of a basis point. */
  poolFeePips: z.int().positive(),
  /** A lending market of its own (Aave v3) with WETH and USDC. */
  lending: z.strictObject({
    pool: AddressText,
    /** What the pool's proxy runs. */
    poolLogic: AddressText,
    oracle: AddressText,
    dataProvider: AddressText,
    reserves: z.array(
      z.strictObject({
        symbol: z.string(),
        aToken: AddressText,
        variableDebt: AddressText,
        /** The oracle's price of the token; the keeper sets it (`local/contracts/settable-price.sol`). */
        priceSource: AddressText,
      }),
    ),
  }),
  demoVault: z.strictObject({
    safe: AddressText,
    /** The vault's Roles modifier: deployed, and not enabled on the Safe until the owner arms it. */
    roles: AddressText,
    owner: AddressText,
  }),
  codeHashes: z.record(z.string(), Hex32),
});
export type Deployment = z.infer<typeof Deployment>;

const Account = z.strictObject({ address: AddressText, privateKey: Hex32 });
export type Account = z.infer<typeof Account>;

/** Keys of the local chain alone, made at random when its state is built and kept out of the repository. */
export const Accounts = z.strictObject({ deployer: Account, owner: Account, keeper: Account, relayer: Account });
export type Accounts = z.infer<typeof Accounts>;
