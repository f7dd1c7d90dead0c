import { PriceTicks } from "../contracts/price-ticks.ts";
import { emit, type Outcome, retry, type Stage } from "../contracts/stage.ts";
import type { AnalyticsState } from "./analytics-state.ts";

export type TicksDeps = { readonly state: Pick<AnalyticsState, "addTicks"> };

/** Every window of prices goes into the history. Emits nothing. A window that came before changes nothing. */
export const ticksStage: Stage<typeof PriceTicks, TicksDeps> = {
  name: "ticks",
  input: PriceTicks,
  output: {},
  async process(batch, { state }) {
    const outcomes: Outcome[] = [];
    for (const message of batch) {
      try {
        await state.addTicks(message);
        outcomes.push(emit());
      } catch (cause) {
        outcomes.push(retry("history-unavailable", `the price history did not take ${message.id}: ${String(cause)}`));
      }
    }
    return outcomes;
  },
};
