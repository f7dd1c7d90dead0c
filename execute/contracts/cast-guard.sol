// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Cast guard
/// @notice The first call of every cast's batch. It makes the chain itself refuse a second execution of the
/// same cast, whatever bytes carry it, and an execution after the cast's deadline.
/// @dev Keyed by `msg.sender`, which is the Safe that runs the batch: nobody can claim for another Safe.
/// The contract has no owner, holds nothing and calls nothing. It protects against faults of the sender of
/// casts. It does not bound a stolen session key: what that can do is bounded by its role.
contract CastGuard {
    /// @notice This Safe has executed the cast already.
    error AlreadyClaimed(bytes32 castId);

    /// @notice The cast's deadline has passed. Both times are Unix seconds.
    error TooLate(uint64 notAfter, uint64 nowSeconds);

    event CastClaimed(address indexed safe, bytes32 indexed castId);

    /// @notice Whether a Safe has executed a cast.
    mapping(address safe => mapping(bytes32 castId => bool isClaimed)) public claimed;

    /// @notice Records the cast as executed by the calling Safe, or reverts and with it the whole batch.
    /// @param castId The cast's id, the same in every attempt to execute it.
    /// @param notAfter Last second (Unix time of the block) in which the cast may execute.
    function claim(bytes32 castId, uint64 notAfter) external {
        if (block.timestamp > notAfter) revert TooLate(notAfter, uint64(block.timestamp));
        if (claimed[msg.sender][castId]) revert AlreadyClaimed(castId);
        claimed[msg.sender][castId] = true;
        emit CastClaimed(msg.sender, castId);
    }
}
