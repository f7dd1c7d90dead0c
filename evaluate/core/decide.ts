import type { Truth } from "../../conditions/join-leaves.ts";

/** The life of one trigger, as it is stored. */
export type TriggerState = {
  /** `fired`: waits to be seen clear before it can fire again. `ended`: a `once` trigger after its fire. */
  readonly phase: "armed" | "fired" | "ended";
  /** First evaluation of the present unbroken stretch of truth. */
  readonly trueSinceMs: number | null;
  /** Unknown evaluations inside that stretch: their time does not count. */
  readonly unknownCount: number;
  readonly lastFiredAtMs: number | null;
  /** How often it has fired: the epoch of its next fire. */
  readonly epoch: number;
};

export type TriggerRule = {
  readonly forMs: number;
  readonly cooldownMs: number;
  readonly mode: "once" | "repeat";
  readonly cadenceMs: number;
};

export type Decision = { readonly state: TriggerState; readonly fires: boolean };

export function initialState(epoch: number, lastFiredAtMs: number | null, mode: "once" | "repeat"): TriggerState {
  const phase = lastFiredAtMs === null ? "armed" : mode === "once" ? "ended" : "fired";
  return { phase, trueSinceMs: null, unknownCount: 0, lastFiredAtMs, epoch };
}

/**
 * One step of a trigger's life at the evaluation of `atMs`, given the verdict of its condition.
 * - fires when the condition was true at consecutive evaluations for at least `for`, less one cadence for each
 *   unknown evaluation between, and `cooldown` is over; `for` goes on counting during the cooldown
 * - `repeat` re-arms at a later evaluation at which the condition is false; that evaluation starts nothing
 * - unknown holds: it neither fires, nor clears, nor counts
 */
export function decide(state: TriggerState, truth: Truth, atMs: number, rule: TriggerRule): Decision {
  if (state.phase === "ended") return stay(state);
  if (state.phase === "fired") {
    return truth === false ? stay({ ...state, phase: "armed", trueSinceMs: null, unknownCount: 0 }) : stay(state);
  }
  if (truth === null) {
    return state.trueSinceMs === null ? stay(state) : stay({ ...state, unknownCount: state.unknownCount + 1 });
  }
  if (truth === false)
    return state.trueSinceMs === null ? stay(state) : stay({ ...state, trueSinceMs: null, unknownCount: 0 });

  const trueSinceMs = state.trueSinceMs ?? atMs;
  const heldMs = atMs - trueSinceMs - state.unknownCount * rule.cadenceMs;
  const isCooling = state.lastFiredAtMs !== null && atMs < state.lastFiredAtMs + rule.cooldownMs;
  if (heldMs < rule.forMs || isCooling) {
    return state.trueSinceMs === trueSinceMs ? stay(state) : stay({ ...state, trueSinceMs });
  }
  return {
    fires: true,
    state: {
      phase: rule.mode === "once" ? "ended" : "fired",
      trueSinceMs: null,
      unknownCount: 0,
      lastFiredAtMs: atMs,
      epoch: state.epoch + 1,
    },
  };
}

const stay = (state: TriggerState): Decision => ({ state, fires: false });
