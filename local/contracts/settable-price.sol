// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A price that one account sets
/// @notice Stands on the local chain in the place of a price feed of the lending market's oracle. The keeper moves it
/// together with the pool.
contract SettablePrice {
    error OnlyKeeper();
    error BadPrice();

    event PriceSet(int256 price);

    uint8 public constant decimals = 8;
    address public immutable keeper;
    /// @notice US dollars per whole token, with 8 decimals.
    int256 public latestAnswer;

    constructor(address keeper_, int256 price) {
        keeper = keeper_;
        latestAnswer = price;
    }

    function setPrice(int256 price) external {
        if (msg.sender != keeper) revert OnlyKeeper();
        if (price <= 0) revert BadPrice();
        latestAnswer = price;
        emit PriceSet(price);
    }
}
