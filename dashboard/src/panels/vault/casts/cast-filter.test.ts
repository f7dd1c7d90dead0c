import { expect, test } from "vitest";
import { CastState } from "../../../../../contracts/cast.ts";
import { castOf } from "../../../views/vault/test-cast.ts";
import type { Episode } from "../../../views/vault/vault-story.ts";
import { filterChoices, filterStory } from "./cast-filter.ts";

const base = { atMs: 1, title: "t", what: "fired", fire: null } as const;
const all: readonly Episode[] = [
  { ...base, id: "none", cast: null },
  ...CastState.options.map((state): Episode => ({ ...base, id: state, cast: castOf({ state }) })),
];

test.each([
  ["", ["none", ...CastState.options]],
  ["of-another-version", ["none", ...CastState.options]],
  ["toString", ["none", ...CastState.options]],
  ["open", ["CREATED", "SIGNED", "SUBMITTED", "PENDING", "VERIFYING", "CONFIRMED"]],
  ["done", ["FINALIZED"]],
  ["look", ["VERIFYING", "INCLUDED_UNVERIFIED", "STUCK"]],
  ["not", ["REVERTED", "CANCELLED", "REFUSED"]],
  ["no-cast", ["none"]],
  ["STUCK", ["STUCK"]],
])("%s", (filter, ids) => {
  expect(filterStory(all, filter).map(({ id }) => id)).toEqual(ids);
});

test("every state is in a group, and has a choice of its own", () => {
  const grouped = ["open", "done", "look", "not"].flatMap((group) => filterStory(all, group).map(({ id }) => id));
  expect(new Set(grouped)).toEqual(new Set(CastState.options));
  expect(filterChoices.map(([value]) => value)).toEqual(expect.arrayContaining([...CastState.options]));
});
