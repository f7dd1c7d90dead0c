// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @dev The two calls of a token that are needed here.
interface IToken {
    function balanceOf(address owner) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// @title Orders that settle in two steps
/// @notice An order is made in one transaction, which takes what it sells into escrow, and settled in another by a
/// keeper, who pays from its own tokens. What is bought and what is refunded goes to the order's creator, whoever
/// calls.
/// @dev Orders are kept per creator: nobody can take an id from under somebody else. The keeper can fill, freeze or
/// do nothing; it can never touch what is in escrow but by paying for it. There is no owner, and the keeper is fixed.
contract OrderBook {
    enum Status {
        None,
        Open,
        Executed,
        Cancelled,
        Frozen
    }

    struct Order {
        Status status;
        /// @dev Last second (Unix time of the block) in which it may be executed.
        uint64 deadline;
        address tokenIn;
        address tokenOut;
        uint256 amountIn;
        uint256 minOut;
        /// @dev What the creator got; 0 unless executed.
        uint256 amountOut;
    }

    error AlreadyUsed(address creator, bytes32 id);
    error BadOrder();
    error DeadlinePassed(uint64 deadline);
    error NotCancellable(Status status);
    error NotEnoughOutput(uint256 minOut);
    error NotOpen(Status status);
    error OnlyKeeper();
    error TransferFailed(address token);

    event OrderCreated(
        address indexed creator,
        bytes32 indexed id,
        address tokenIn,
        uint256 amountIn,
        address tokenOut,
        uint256 minOut,
        uint64 deadline
    );
    event OrderExecuted(address indexed creator, bytes32 indexed id, uint256 amountOut);
    event OrderCancelled(address indexed creator, bytes32 indexed id, uint256 refund);
    event OrderFrozen(address indexed creator, bytes32 indexed id);

    address public immutable keeper;
    mapping(address creator => mapping(bytes32 id => Order)) public orders;

    constructor(address keeper_) {
        keeper = keeper_;
    }

    modifier onlyKeeper() {
        if (msg.sender != keeper) revert OnlyKeeper();
        _;
    }

    /// @notice Takes `amountIn` of `tokenIn` from the caller into escrow. An id is used once, ever.
    function createOrder(
        bytes32 id,
        address tokenIn,
        uint256 amountIn,
        address tokenOut,
        uint256 minOut,
        uint64 deadline
    ) external {
        Order storage order = orders[msg.sender][id];
        if (order.status != Status.None) revert AlreadyUsed(msg.sender, id);
        if (block.timestamp > deadline) revert DeadlinePassed(deadline);
        if (amountIn == 0 || minOut == 0 || tokenIn == tokenOut) revert BadOrder();
        orders[msg.sender][id] = Order(Status.Open, deadline, tokenIn, tokenOut, amountIn, minOut, 0);
        // A token that takes a fee on the way would leave less in escrow than the refund promises.
        uint256 before = IToken(tokenIn).balanceOf(address(this));
        move(tokenIn, abi.encodeCall(IToken.transferFrom, (msg.sender, address(this), amountIn)));
        if (IToken(tokenIn).balanceOf(address(this)) != before + amountIn) revert TransferFailed(tokenIn);
        emit OrderCreated(msg.sender, id, tokenIn, amountIn, tokenOut, minOut, deadline);
    }

    /// @notice The keeper pays `amountOut` of its own to the creator and gets what is in escrow.
    function executeOrder(address creator, bytes32 id, uint256 amountOut) external onlyKeeper {
        Order storage order = orders[creator][id];
        if (order.status != Status.Open) revert NotOpen(order.status);
        if (block.timestamp > order.deadline) revert DeadlinePassed(order.deadline);
        if (amountOut < order.minOut) revert NotEnoughOutput(order.minOut);
        order.status = Status.Executed;
        order.amountOut = amountOut;
        move(order.tokenOut, abi.encodeCall(IToken.transferFrom, (msg.sender, creator, amountOut)));
        move(order.tokenIn, abi.encodeCall(IToken.transfer, (msg.sender, order.amountIn)));
        emit OrderExecuted(creator, id, amountOut);
    }

    /// @notice Ends an order and refunds its creator. The creator may do so at any time while it is open; anyone may
    /// once its deadline has passed. A frozen one is its creator's to cancel, after the deadline.
    function cancelOrder(address creator, bytes32 id) external {
        Order storage order = orders[creator][id];
        bool isOver = block.timestamp > order.deadline;
        bool isCreator = msg.sender == creator;
        bool mayCancel = order.status == Status.Open
            ? isCreator || isOver
            : order.status == Status.Frozen && isCreator && isOver;
        if (!mayCancel) revert NotCancellable(order.status);
        order.status = Status.Cancelled;
        move(order.tokenIn, abi.encodeCall(IToken.transfer, (creator, order.amountIn)));
        emit OrderCancelled(creator, id, order.amountIn);
    }

    /// @notice The keeper puts an order aside: it can never be executed.
    function freezeOrder(address creator, bytes32 id) external onlyKeeper {
        Order storage order = orders[creator][id];
        if (order.status != Status.Open) revert NotOpen(order.status);
        order.status = Status.Frozen;
        emit OrderFrozen(creator, id);
    }

    /// @dev Some tokens answer nothing, some answer false: only nothing or true is success.
    function move(address token, bytes memory call) private {
        (bool success, bytes memory answer) = token.call(call);
        bool isRefused = answer.length > 0 && !abi.decode(answer, (bool));
        if (!success || isRefused || token.code.length == 0) revert TransferFailed(token);
    }
}
