const [schedules, hardCase] = ["the random schedules", "the hard case"];

/** What was broken on purpose to see whether the proof fails, and what failed. Each was tried, by hand, in a copy of the tree. */
export const mutations: readonly { readonly broken: string; readonly noticed: string }[] = [
  { broken: "a refused send ends the cast", noticed: `${schedules}, by the first of them` },
  {
    broken: "a cast counts as final as soon as it is in a block",
    noticed: `${schedules}, by the second; ${hardCase} of a reorganisation; the real run (1 lost)`,
  },
  { broken: "cancelled once its nonce is used, before its deadline is final", noticed: schedules },
  { broken: "its deadline is judged by the newest block in the place of the finalized one", noticed: schedules },
  { broken: "a revert ends it before its deadline", noticed: `${schedules}, by the 46th` },
  {
    broken: "each replacement takes a fresh nonce",
    noticed: `${schedules}, by the 18th ("sent with two nonces"); ${hardCase} of the base fee`,
  },
  {
    broken: "the bytes leave before they are stored",
    noticed: "two of the crashes around the send: the vault says REFUSED, the chain has executed",
  },
  { broken: "the same, and the batch does not claim the cast's id on the guard", noticed: "all crashes" },
  { broken: "the guard's claim is not asked", noticed: `${hardCase} of a stranger who sends the signed call` },
  { broken: "nothing is ever sent again", noticed: "a send that both nodes lose; a transaction that is dropped" },
  { broken: "no answer to a send counts as a refusal", noticed: `${hardCase} of a send that landed and timed out` },
  { broken: "fees rise by one wei in the place of a half", noticed: "base fee × 8; replacement underpriced" },
  {
    broken: "a fire is acknowledged though its vault did not take it",
    noticed: `${hardCase} of a vault that is away when its fire comes`,
  },
  {
    broken: "the next cast is signed though nobody can say what became of the one before",
    noticed: "the real run (amounts); a reorganisation while receipts cannot be read",
  },
  {
    broken: "the next cast is planned on a block from before the last one",
    noticed: "the real run (amounts); a node that is three blocks behind",
  },
  {
    broken: "a cast that was held does not wait for a later one that passed it and is signed",
    noticed: `the real run (amounts); ${hardCase} of what only takes a chance and is held`,
  },
  {
    broken: "a node that answers every read with an internal error counts as having answered",
    noticed: `${hardCase} of one node that answers with an error to everything`,
  },
  {
    broken: "what a cast moved is taken from balances around its block alone",
    noticed: "the real run; two casts in one block; the owner in the same block",
  },
  {
    broken: "one look in the place of three says that a nonce is used by somebody else",
    noticed: "**nothing**: a look that is not whole, or on which nodes disagree, is none, so that one suffices here",
  },
];
