import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import type { Trigger } from "../../../../contracts/trigger.ts";
import type { Host, Params } from "../../host/panel.ts";
import { parseJson } from "../../views/spells/json.ts";
import { type Draft, isSame, toDraft } from "./draft/draft.ts";
import { draftParamNames, draftToParams, paramsToDraft } from "./draft/draft-params.ts";
import { type DraftEntry, type Drafts, isChanged } from "./draft/use-drafts.ts";

export type Selection =
  | { readonly kind: "list" }
  | { readonly kind: "trigger"; readonly id: string }
  | { readonly kind: "draft"; readonly key: string }
  /** Of a trigger that is not known yet. */
  | { readonly kind: "edit"; readonly id: string; readonly draft: Draft | null };

/** While someone types, the address waits. */
const pauseMs = 400;
const ownNames = ["id", "edit", "new", ...draftParamNames];
const list: Selection = { kind: "list" };
/** The address of the list. */
const nowhere = "[]";

/**
 * What the panel shows, held by the address: a trigger of the vault, or a draft with all that it says, where that fits. A link with
 * a draft that is not here yet begins one; one that is here is gone on with.
 */
export function useSelection(
  { params, setParams, tab }: Pick<Host, "params" | "setParams" | "tab">,
  drafts: Drafts,
  triggers: readonly Trigger[] | null,
): readonly [Selection, (selection: Selection) => void] {
  const { entries, begin } = drafts;
  const [selection, setSelection] = useState<Selection>(list);
  /** What the address is known to say: anything else there comes from a link, or from the way back. */
  const known = useRef("");
  /** Addresses under which a draft was shown: who comes back to one goes on with that draft as it is now. */
  const [shownUnder] = useState(() => new Map(readShown(tab.read(shownAs))));
  const address = signatureOf(params);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another address asks for another view
  useEffect(() => {
    if (address === known.current) return;
    known.current = address;
    const key = shownUnder.get(address);
    const isHere = key !== undefined && entries.some((entry) => entry.key === key);
    setSelection(isHere ? { kind: "draft", key } : readAddress(params, entries, begin));
  }, [address]);

  useEffect(() => {
    if (selection.kind === "draft" && address === known.current && address !== nowhere) {
      shownUnder.set(address, selection.key);
      // While someone types, the address is behind the draft: a reload finds it all the same.
      tab.write(shownAs, JSON.stringify([address, selection.key]));
    }
  }, [address, selection, shownUnder, tab]);

  // A change of a trigger begins when the vault is known.
  useEffect(() => {
    if (selection.kind !== "edit" || triggers === null) return;
    const trigger = triggers.find(({ id }) => id === selection.id);
    if (trigger === undefined) return;
    const base = toDraft(trigger);
    setSelection({ kind: "draft", key: begin(selection.draft ?? base, selection.id, base) });
  }, [selection, triggers, begin]);

  const shown = selection.kind === "draft" ? entries.find(({ key }) => key === selection.key) : undefined;
  const wanted = writeAddress(selection, shown);
  const wantedSignature = wanted === null ? null : signatureOf(wanted);
  const write = useCallback(
    (next: Params, how: "push" | "replace") => {
      known.current = signatureOf(next);
      setParams({ ...Object.fromEntries(ownNames.map((name) => [name, null])), ...next }, how);
    },
    [setParams],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows what is typed, after a pause
  useEffect(() => {
    // By the address itself: what was to be written while another view was shown is not in it, and is written on return.
    if (wanted === null || wantedSignature === address || shown === undefined) return;
    const timer = window.setTimeout(() => write(wanted, "replace"), pauseMs);
    return () => window.clearTimeout(timer);
  }, [wantedSignature, address, write]);

  const select = useCallback(
    (next: Selection) => {
      setSelection(next);
      // A draft's own address follows after the pause.
      write(next.kind === "trigger" ? { id: next.id } : next.kind === "draft" ? { new: "1" } : {}, "push");
    },
    [write],
  );
  return [selection, select];
}

/** The address of the draft that was shown last in this tab, and its key. */
const shownAs = "triggers.shown";
const Shown = z.tuple([z.string(), z.string()]);

function readShown(text: string | null): readonly (readonly [string, string])[] {
  const shown = Shown.safeParse(parseJson(text ?? ""));
  return shown.success ? [shown.data] : [];
}

function readAddress(params: Params, entries: readonly DraftEntry[], begin: Drafts["begin"]): Selection {
  const draft = paramsToDraft(params);
  const same = entries.find(
    (entry) =>
      entry.origin === (params.edit ?? null) && (draft === null ? isChanged(entry) : isSame(entry.draft, draft)),
  );
  if (params.edit !== undefined) {
    return same === undefined ? { kind: "edit", id: params.edit, draft } : { kind: "draft", key: same.key };
  }
  if (draft !== null) return { kind: "draft", key: same?.key ?? begin(draft, null) };
  if (params.id !== undefined) return { kind: "trigger", id: params.id };
  return params.new === undefined ? list : { kind: "draft", key: begin({}, null) };
}

/** Null: the address is left as it is. */
function writeAddress(selection: Selection, shown: DraftEntry | undefined): Params | null {
  if (selection.kind === "list") return {};
  if (selection.kind === "trigger") return { id: selection.id };
  if (selection.kind === "edit" || shown === undefined) return null;
  const own = draftToParams(shown.draft) ?? {};
  if (shown.origin === null) return Object.keys(own).length === 0 ? { new: "1" } : own;
  return isChanged(shown) ? { edit: shown.origin, ...own } : { edit: shown.origin };
}

const signatureOf = (params: Params): string =>
  JSON.stringify(ownNames.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])));
