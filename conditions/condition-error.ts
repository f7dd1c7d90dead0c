import { cutText } from "./quote-text.ts";

export type ConditionErrorCode =
  | "syntax"
  | "unsupported"
  | "unknown-signal"
  | "wrong-type"
  | "mixed-units"
  | "bad-window"
  | "never-true"
  | "too-large";

/**
 * Why a condition was refused. `position` counts characters (UTF-16 units) from 0 and lies within the text or just
 * behind it; `suggestion` is what could stand there instead.
 */
export type ConditionError = {
  readonly code: ConditionErrorCode;
  readonly message: string;
  readonly position: number;
  readonly suggestion: string | null;
};

/** Unwinds the recursive compiler at the first mistake; `compileCondition` turns it into a value. */
export class ConditionRefusal extends Error {
  readonly error: ConditionError;

  constructor(error: ConditionError) {
    super(error.message);
    this.error = error;
  }
}

export function refuse(
  code: ConditionErrorCode,
  message: string,
  position: number,
  suggestion: string | null = null,
): never {
  throw new ConditionRefusal({ code, message, position, suggestion });
}

const charactersAround = 50;

/** Three lines for people: what is wrong, counted from 1; the text around the place; a caret under the place. */
export function formatConditionError(text: string, error: ConditionError): string {
  const hint = error.suggestion === null ? "" : `; did you mean ${error.suggestion}?`;
  const before = cutText(text.slice(0, error.position), charactersAround, "start");
  const after = cutText(text.slice(error.position), charactersAround, "end");
  const caret = " ".repeat([...before].length);
  return `at character ${error.position + 1}: ${error.message}${hint}\n${before}${after}\n${caret}^`;
}
