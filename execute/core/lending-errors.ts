/** What Aave v3 means by the numbers that it reverts with; those that a cast can meet. */
export const lendingErrors: Readonly<Record<string, string>> = {
  "26": "the amount must be above 0",
  "27": "the reserve is not active",
  "28": "the reserve is frozen",
  "29": "the reserve is paused",
  "30": "the reserve cannot be borrowed",
  "32": "more is taken out than was lent",
  "34": "there is no collateral",
  "35": "the health factor would fall below 1",
  "36": "there is not enough collateral for this loan",
  "39": "there is no such debt to repay",
  "43": "nothing of this token was lent",
  "50": "the reserve's borrow cap is reached",
  "51": "the reserve's supply cap is reached",
  "59": "the market's price oracle is not trusted at present",
};
