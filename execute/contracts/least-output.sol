// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev The two reads of a Uniswap v3 pool that are needed here.
interface IPool {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function observe(uint32[] calldata secondsAgos) external view returns (int56[] memory, uint160[] memory);
}

/// @title Least output of a swap, against the pool's own time-weighted mean price
/// @notice A custom condition for the Roles modifier, on the field `amountOutMinimum` of the router's
/// `exactInputSingle`. It bounds what a stolen session key can give away: a swap whose least output is more than
/// `maxLossBps` below the mean price of the last `windowSeconds` is refused.
/// @dev One instance per pool. A pool without enough history makes the call revert, so the role refuses.
contract LeastOutput {
    /// @dev The fields of `exactInputSingle` in order; all have a fixed size.
    struct Swap {
        address tokenIn;
        address tokenOut;
        uint24 fee;
        address recipient;
        uint256 deadline;
        uint256 amountIn;
        uint256 amountOutMinimum;
        uint160 sqrtPriceLimitX96;
    }

    error UnknownToken(address token);
    error OutOfRange();

    IPool public immutable pool;
    address public immutable token0;
    address public immutable token1;

    constructor(IPool pool_) {
        pool = pool_;
        token0 = pool_.token0();
        token1 = pool_.token1();
    }

    /// @notice Called by the Roles modifier for each swap.
    /// @param data The whole call of `exactInputSingle`.
    /// @param extra `uint32 windowSeconds ‖ uint16 maxLossBps ‖ 6 zero bytes`, fixed when the role was scoped.
    /// @return success Whether the swap's least output is high enough.
    /// @return reason The least output that would have been accepted.
    function check(address, uint256, bytes calldata data, uint8, uint256, uint256, bytes12 extra)
        external
        view
        returns (bool success, bytes32 reason)
    {
        Swap memory swap = abi.decode(data[4:], (Swap));
        uint256 least = leastOutput(swap.tokenIn, swap.amountIn, uint32(bytes4(extra)), uint16(bytes2(extra << 32)));
        return (swap.amountOutMinimum >= least, bytes32(least));
    }

    /// @notice Worth of `amountIn` at the mean price of the window, less `maxLossBps`, in smallest units.
    /// @dev The mean is the geometric one that the pool records: `1.0001 ^ (mean tick)`.
    function leastOutput(address tokenIn, uint256 amountIn, uint32 windowSeconds, uint16 maxLossBps)
        public
        view
        returns (uint256)
    {
        if (amountIn > type(uint128).max || maxLossBps > 10_000 || windowSeconds == 0) revert OutOfRange();
        if (tokenIn != token0 && tokenIn != token1) revert UnknownToken(tokenIn);
        int256 tick = meanTick(windowSeconds);
        if (tokenIn == token1) tick = -tick;
        uint256 ratio = powerX64(tick < 0 ? uint256(-tick) : uint256(tick));
        uint256 worth = tick < 0 ? (amountIn << 64) / ratio : (amountIn * ratio) >> 64;
        return (worth * (10_000 - maxLossBps)) / 10_000;
    }

    function meanTick(uint32 windowSeconds) internal view returns (int256) {
        uint32[] memory ago = new uint32[](2);
        ago[0] = windowSeconds;
        (int56[] memory cumulative,) = pool.observe(ago);
        return (int256(cumulative[1]) - int256(cumulative[0])) / int256(uint256(windowSeconds));
    }

    /// @dev `1.0001 ^ exponent` with 64 fractional bits, by repeated squaring. Below 2^122 up to exponent 400,000,
    /// so that neither a product here nor `amountIn * ratio` overflows; beyond that it reverts.
    function powerX64(uint256 exponent) internal pure returns (uint256 result) {
        if (exponent > 400_000) revert OutOfRange();
        uint256 factor = (uint256(10_001) << 64) / 10_000;
        result = 1 << 64;
        while (true) {
            if (exponent & 1 == 1) result = (result * factor) >> 64;
            exponent >>= 1;
            if (exponent == 0) return result;
            factor = (factor * factor) >> 64;
        }
    }
}
