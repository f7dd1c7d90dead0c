// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title End of a permission
/// @notice A custom condition for the Roles modifier. Set on any parameter of a function that has no deadline of its
/// own, it ends the permission for that function at a fixed second, whether or not anybody revokes the role.
/// @dev It reads nothing of the call and has no state: one instance serves every role of a chain.
contract ExpiryCondition {
    /// @notice Called by the Roles modifier for each call of the function.
    /// @param extra `uint64 notAfter ‖ 4 zero bytes`, fixed when the role was scoped. Unix seconds.
    /// @return success Whether the block's time is at most `notAfter`.
    /// @return reason `notAfter`.
    function check(address, uint256, bytes calldata, uint8, uint256, uint256, bytes12 extra)
        external
        view
        returns (bool success, bytes32 reason)
    {
        uint64 notAfter = uint64(bytes8(extra));
        return (block.timestamp <= notAfter, bytes32(uint256(notAfter)));
    }
}
