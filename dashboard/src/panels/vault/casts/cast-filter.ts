import { CastState } from "../../../../../contracts/cast.ts";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import type { Episode } from "../../../views/vault/vault-story.ts";

const groups = {
  open: { label: "on their way", states: ["CREATED", "SIGNED", "SUBMITTED", "PENDING", "VERIFYING", "CONFIRMED"] },
  done: { label: "done", states: ["FINALIZED"] },
  look: { label: "a person should look", states: ["STUCK", "INCLUDED_UNVERIFIED", "VERIFYING"] },
  not: { label: "not done", states: ["REFUSED", "REVERTED", "CANCELLED"] },
} as const satisfies Readonly<Record<string, { label: string; states: readonly CastState[] }>>;

/** As the address and the field name them: groups first, then each state. */
export const filterChoices: readonly (readonly [value: string, label: string])[] = [
  ["", "all"],
  ...Object.entries(groups).map(([value, { label }]) => [value, label] as const),
  ["no-cast", "fires without a cast"],
  ...CastState.options.map((state) => [state, `only: ${castStateWords[state].label.toLowerCase()}`] as const),
];

/** Those of a state or group of states. A name that is none, from a link of another version, leaves nothing out. */
export function filterStory(episodes: readonly Episode[], filter: string): readonly Episode[] {
  if (filter === "no-cast") return episodes.filter(({ cast }) => cast === null);
  const states = statesOf(filter);
  return states === null ? episodes : episodes.filter(({ cast }) => cast !== null && states.includes(cast.state));
}

function statesOf(filter: string): readonly CastState[] | null {
  if (Object.hasOwn(groups, filter)) return groups[filter as keyof typeof groups].states;
  const state = CastState.safeParse(filter);
  return state.success ? [state.data] : null;
}

export const isOpen = (state: CastState): boolean =>
  (groups.open.states as readonly CastState[]).includes(state) || state === "STUCK";
