import { parseAbi } from "viem";

/**
 * The parts of each contract's interface that the vault uses, and no more. `local/chain/abis.chain.test.ts`
 * compares every entry with the compiled contracts.
 */

export const castGuardAbi = parseAbi([
  "function claim(bytes32 castId, uint64 notAfter)",
  "function claimed(address safe, bytes32 castId) view returns (bool isClaimed)",
  "event CastClaimed(address indexed safe, bytes32 indexed castId)",
  "error AlreadyClaimed(bytes32 castId)",
  "error TooLate(uint64 notAfter, uint64 nowSeconds)",
]);

export const leastOutputAbi = parseAbi([
  "function check(address to, uint256 value, bytes data, uint8 operation, uint256 location, uint256 size, bytes12 extra) view returns (bool success, bytes32 reason)",
  "function leastOutput(address tokenIn, uint256 amountIn, uint32 windowSeconds, uint16 maxLossBps) view returns (uint256)",
]);

export const safeAbi = parseAbi([
  "function setup(address[] _owners, uint256 _threshold, address to, bytes data, address fallbackHandler, address paymentToken, uint256 payment, address paymentReceiver)",
  "function enableModule(address module)",
  "function disableModule(address prevModule, address module)",
  "function isModuleEnabled(address module) view returns (bool)",
  "function getModulesPaginated(address start, uint256 pageSize) view returns (address[] array, address next)",
  "function getOwners() view returns (address[])",
  "function getThreshold() view returns (uint256)",
  "function checkNSignatures(address executor, bytes32 dataHash, bytes signatures, uint256 requiredSignatures) view",
  "function nonce() view returns (uint256)",
  "function getTransactionHash(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, uint256 _nonce) view returns (bytes32 txHash)",
  "function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures) payable returns (bool success)",
  "event ExecutionSuccess(bytes32 indexed txHash, uint256 payment)",
  "event ExecutionFailure(bytes32 indexed txHash, uint256 payment)",
]);

export const safeProxyFactoryAbi = parseAbi([
  "function createProxyWithNonce(address _singleton, bytes initializer, uint256 saltNonce) returns (address proxy)",
  "event ProxyCreation(address indexed proxy, address singleton)",
]);

export const multiSendAbi = parseAbi(["function multiSend(bytes transactions) payable"]);

export const rolesAbi = parseAbi([
  "struct ConditionFlat { uint8 parent; uint8 paramType; uint8 operator; bytes compValue; }",
  "function setUp(bytes initParams)",
  "function owner() view returns (address)",
  "function avatar() view returns (address)",
  "function target() view returns (address)",
  "function assignRoles(address module, bytes32[] roleKeys, bool[] memberOf)",
  "function setAllowance(bytes32 key, uint128 balance, uint128 maxRefill, uint128 refill, uint64 period, uint64 timestamp)",
  "function allowances(bytes32 key) view returns (uint128 refill, uint128 maxRefill, uint64 period, uint128 balance, uint64 timestamp)",
  "function scopeTarget(bytes32 roleKey, address targetAddress)",
  "function revokeTarget(bytes32 roleKey, address targetAddress)",
  "function scopeFunction(bytes32 roleKey, address targetAddress, bytes4 selector, ConditionFlat[] conditions, uint8 options)",
  "function allowFunction(bytes32 roleKey, address targetAddress, bytes4 selector, uint8 options)",
  "function setTransactionUnwrapper(address to, bytes4 selector, address adapter)",
  "function enableModule(address module)",
  "function disableModule(address prevModule, address module)",
  "function isModuleEnabled(address _module) view returns (bool)",
  "function getModulesPaginated(address start, uint256 pageSize) view returns (address[] array, address next)",
  "function consumed(address signer, bytes32 hash) view returns (bool)",
  "function moduleTxHash(bytes data, bytes32 salt) view returns (bytes32)",
  "function execTransactionWithRole(address to, uint256 value, bytes data, uint8 operation, bytes32 roleKey, bool shouldRevert) returns (bool success)",
  "function execTransactionWithRoleReturnData(address to, uint256 value, bytes data, uint8 operation, bytes32 roleKey, bool shouldRevert) returns (bool success, bytes returnData)",
  "event HashExecuted(bytes32 hash)",
  "error ConditionViolation(uint8 status, bytes32 info)",
  "error HashAlreadyConsumed(bytes32 hash)",
  "error InvalidModule(address module)",
  "error MalformedMultiEntrypoint()",
  "error ModuleTransactionFailed()",
  "error NoMembership()",
  "error NotAuthorized(address sender)",
]);

export const moduleProxyFactoryAbi = parseAbi([
  "function deployModule(address masterCopy, bytes initializer, uint256 saltNonce) returns (address proxy)",
  "event ModuleProxyCreation(address indexed proxy, address indexed masterCopy)",
]);

export const erc20Abi = parseAbi([
  "function approve(address spender, uint256 amount) returns (bool)",
  "function transfer(address to, uint256 amount) returns (bool)",
  "function balanceOf(address owner) view returns (uint256)",
  "function allowance(address owner, address spender) view returns (uint256)",
  "function decimals() view returns (uint8)",
]);

export const swapRouterAbi = parseAbi([
  "struct ExactInputSingleParams { address tokenIn; address tokenOut; uint24 fee; address recipient; uint256 deadline; uint256 amountIn; uint256 amountOutMinimum; uint160 sqrtPriceLimitX96; }",
  "function exactInputSingle(ExactInputSingleParams params) payable returns (uint256 amountOut)",
]);

export const poolAbi = parseAbi([
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16 observationIndex, uint16 observationCardinality, uint16 observationCardinalityNext, uint8 feeProtocol, bool unlocked)",
  "function observe(uint32[] secondsAgos) view returns (int56[] tickCumulatives, uint160[] secondsPerLiquidityCumulativeX128s)",
  "function liquidity() view returns (uint128)",
  "function token0() view returns (address)",
  "function token1() view returns (address)",
  "function fee() view returns (uint24)",
  "event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)",
]);

export const expiryConditionAbi = parseAbi([
  "function check(address to, uint256 value, bytes data, uint8 operation, uint256 location, uint256 size, bytes12 extra) view returns (bool success, bytes32 reason)",
]);

export const leastOrderOutputAbi = expiryConditionAbi;

export const orderBookAbi = parseAbi([
  "function createOrder(bytes32 id, address tokenIn, uint256 amountIn, address tokenOut, uint256 minOut, uint64 deadline)",
  "function executeOrder(address creator, bytes32 id, uint256 amountOut)",
  "function cancelOrder(address creator, bytes32 id)",
  "function freezeOrder(address creator, bytes32 id)",
  "function orders(address creator, bytes32 id) view returns (uint8 status, uint64 deadline, address tokenIn, address tokenOut, uint256 amountIn, uint256 minOut, uint256 amountOut)",
  "function keeper() view returns (address)",
  "event OrderCreated(address indexed creator, bytes32 indexed id, address tokenIn, uint256 amountIn, address tokenOut, uint256 minOut, uint64 deadline)",
  "event OrderExecuted(address indexed creator, bytes32 indexed id, uint256 amountOut)",
  "event OrderCancelled(address indexed creator, bytes32 indexed id, uint256 refund)",
  "event OrderFrozen(address indexed creator, bytes32 indexed id)",
  "error AlreadyUsed(address creator, bytes32 id)",
  "error BadOrder()",
  "error DeadlinePassed(uint64 deadline)",
  "error NotCancellable(uint8 status)",
  "error NotEnoughOutput(uint256 minOut)",
  "error NotOpen(uint8 status)",
  "error OnlyKeeper()",
  "error TransferFailed(address token)",
]);

/** Aave v3. Amounts in smallest units, rate mode 2 is the variable one. */
export const lendingPoolAbi = parseAbi([
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function withdraw(address asset, uint256 amount, address to) returns (uint256)",
  "function borrow(address asset, uint256 amount, uint256 interestRateMode, uint16 referralCode, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 interestRateMode, address onBehalfOf) returns (uint256)",
  "function setUserUseReserveAsCollateral(address asset, bool useAsCollateral)",
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
  "function getUserAccountData(address user) view returns (uint256 totalCollateralBase, uint256 totalDebtBase, uint256 availableBorrowsBase, uint256 currentLiquidationThreshold, uint256 ltv, uint256 healthFactor)",
]);

export const lendingDataAbi = parseAbi([
  "function getReserveTokensAddresses(address asset) view returns (address aTokenAddress, address stableDebtTokenAddress, address variableDebtTokenAddress)",
  "function getUserReserveData(address asset, address user) view returns (uint256 currentATokenBalance, uint256 currentStableDebt, uint256 currentVariableDebt, uint256 principalStableDebt, uint256 scaledVariableDebt, uint256 stableBorrowRate, uint256 liquidityRate, uint40 stableRateLastUpdated, bool usageAsCollateralEnabled)",
  "function getReserveConfigurationData(address asset) view returns (uint256 decimals, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus, uint256 reserveFactor, bool usageAsCollateralEnabled, bool borrowingEnabled, bool stableBorrowRateEnabled, bool isActive, bool isFrozen)",
]);

export const lendingOracleAbi = parseAbi(["function getAssetPrice(address asset) view returns (uint256)"]);
