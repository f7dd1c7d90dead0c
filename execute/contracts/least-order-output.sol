// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev The least output of a swap against the pool's mean price; see `least-output.sol`.
interface ILeastOutput {
    function leastOutput(address tokenIn, uint256 amountIn, uint32 windowSeconds, uint16 maxLossBps)
        external
        view
        returns (uint256);
}

/// @title Least output of an order, and how long it may stand
/// @notice A custom condition for the Roles modifier, on the field `minOut` of the order book's `createOrder`. An
/// order whose least output is more than `maxLossBps` below the pool's mean price at that moment is refused, and so is
/// one that would stand longer than `maxLifeSeconds`: prices move on while an order waits.
/// @dev One instance per pool, like the contract that it asks.
contract LeastOrderOutput {
    ILeastOutput public immutable floor;

    constructor(ILeastOutput floor_) {
        floor = floor_;
    }

    /// @notice Called by the Roles modifier for each order.
    /// @param data The whole call of `createOrder`.
    /// @param extra `uint32 windowSeconds ‖ uint16 maxLossBps ‖ uint32 maxLifeSeconds ‖ 2 zero bytes`.
    /// @return success Whether the order's least output is high enough and its deadline near enough.
    /// @return reason The least output that would have been accepted, 0 where the deadline is too far.
    function check(address, uint256, bytes calldata data, uint8, uint256, uint256, bytes12 extra)
        external
        view
        returns (bool success, bytes32 reason)
    {
        (, address tokenIn, uint256 amountIn,, uint256 minOut, uint64 deadline) =
            abi.decode(data[4:], (bytes32, address, uint256, address, uint256, uint64));
        if (deadline > block.timestamp + uint32(bytes4(extra << 48))) return (false, 0);
        uint256 least = floor.leastOutput(tokenIn, amountIn, uint32(bytes4(extra)), uint16(bytes2(extra << 32)));
        return (minOut >= least, bytes32(least));
    }
}
