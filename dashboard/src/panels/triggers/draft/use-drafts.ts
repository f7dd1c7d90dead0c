import { useCallback, useEffect, useState } from "react";
import type { ActProblem } from "../../../host/owner.ts";
import type { TabNotes } from "../../../host/tab-notes.ts";
import { isJsonObject, type JsonObject, parseJson } from "../../../views/spells/json.ts";
import { type Draft, isSame } from "./draft.ts";
import { readDrafts, writeDrafts } from "./kept-drafts.ts";

/** One trigger that is being written: a new one, or a change of one of the vault. */
export type DraftEntry = {
  readonly key: string;
  /** The trigger of the vault that it changes; null: a new one. */
  readonly origin: string | null;
  readonly draft: Draft;
  /** What it was at first. */
  readonly base: Draft;
  readonly view: "form" | "json";
  /** The JSON as it was typed last: it may be none yet. Null where it is what the draft says. */
  readonly text: string | null;
  /** Casts that were written and are not chosen now, by spell. */
  readonly asides: JsonObject;
  /** It was to be saved: from then on it is told what is missing, too. */
  readonly isTried: boolean;
  /** Why the vault has not taken it. */
  readonly problem: ActProblem | null;
};

export type Drafts = {
  readonly entries: readonly DraftEntry[];
  /** Adds one, and tells its key. An unchanged draft of the same origin is taken again. */
  readonly begin: (draft: Draft, origin: string | null, base?: Draft) => string;
  readonly change: (key: string, change: Partial<Omit<DraftEntry, "key" | "origin">>) => void;
  readonly drop: (key: string) => void;
};

const keptAs = "triggers.drafts";

/** All drafts of this tab. They stay while it does, over a reload too. */
export function useDrafts(tab: TabNotes): Drafts {
  const [entries, setEntries] = useState(() => readDrafts(tab.read(keptAs)));
  useEffect(() => tab.write(keptAs, writeDrafts(entries.filter(isChanged))), [tab, entries]);
  const begin = useCallback<Drafts["begin"]>((draft, origin, base = origin === null ? {} : draft) => {
    const key = crypto.randomUUID();
    const entry = { key, origin, draft, base, ...untouched };
    setEntries((before) => [...before, entry]);
    return key;
  }, []);
  const change = useCallback<Drafts["change"]>((key, changes) => {
    setEntries((before) => before.map((entry) => (entry.key === key ? { ...entry, ...changes } : entry)));
  }, []);
  const drop = useCallback<Drafts["drop"]>((key) => {
    setEntries((before) => before.filter((entry) => entry.key !== key));
  }, []);
  return { entries, begin, change, drop };
}

const untouched = { view: "form", text: null, asides: {}, isTried: false, problem: null } as const;

export const isChanged = ({ draft, base, text }: DraftEntry): boolean =>
  !isSame(draft, base) || (text !== null && !isJsonObject(parseJson(text)));

/** What a change in the form makes of an entry: a text that is no JSON yet is kept beside it. */
export function changeByForm({ text }: DraftEntry, draft: Draft): Partial<DraftEntry> {
  const isBroken = text !== null && !isJsonObject(parseJson(text));
  return { draft, text: isBroken ? text : null, problem: null };
}

/** What typed JSON makes of an entry: as long as it is none, the draft stays as it was. */
export function changeByText(_: DraftEntry, text: string): Partial<DraftEntry> {
  const parsed = parseJson(text);
  return isJsonObject(parsed) ? { draft: parsed, text, problem: null } : { text };
}
