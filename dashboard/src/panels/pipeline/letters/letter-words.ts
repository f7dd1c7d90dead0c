import type { Letter, LetterResult, LetterState } from "../../../../../contracts/dead-letter-views.ts";

export const stateWords: Readonly<Record<LetterState, string>> = {
  parked: "set aside",
  sending: "on its way back",
  redriven: "sent back",
  discarded: "discarded",
};

export const letterTones = {
  parked: "warn",
  sending: "busy",
  redriven: "good",
  discarded: "quiet",
} as const satisfies Readonly<Record<LetterState, string>>;

export const outcomeWords: Readonly<Record<LetterResult["outcome"], string>> = {
  redriven: "sent back",
  sending: "on its way back",
  discarded: "discarded",
  skipped: "left as it is",
};

/** Why it was set aside, in a few words; the stage's own sentence says more. */
const codeWords: Readonly<Record<string, string>> = {
  "bad-message": "not in the form of its contract",
  "bad-output": "its stage made something that breaks a contract",
  "retries-exhausted": "failed too often",
  "record-refused": "the database can never store it",
  late: "it came too late",
};

export const reasonWords = ({ reason }: Pick<Letter, "reason">): string =>
  reason === null ? "set aside by the platform, without a reason" : (codeWords[reason.code] ?? reason.code);
