import type { PositionDifference, PositionView } from "../../contracts/position.ts";
import { tokenTableOf } from "../core/positions/book.ts";
import { describePositions } from "../core/positions/describe-positions.ts";
import { foldLedger } from "../core/positions/ledger.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import type { VaultCore } from "./vault-core.ts";

/** A vault's positions as its own observations tell them, and what its owner moved besides, the newest first. */
export function readPositions({ records, settings }: Pick<VaultCore, "records" | "settings">): {
  readonly positions: PositionView[];
  readonly differences: PositionDifference[];
} {
  const tokens = tokenTableOf(listPositionTokens(settings.chain));
  const book = foldLedger(records.positions.load(), tokens);
  const inFlight = records.casts.open().map(({ position }) => position);
  return {
    positions: [...describePositions(book, { prices: book.prices, inFlight }, tokens)].slice(0, 100),
    differences: book.differences.toReversed().slice(0, 50),
  };
}
