import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SpellView } from "../../../../contracts/spell.ts";
import type { Host } from "../../host/panel.ts";
import type { JsonObject } from "../../views/spells/json.ts";
import { type ParamField, paramFieldsOf, startParams } from "../../views/spells/param-fields.ts";
import { addressNames, fromAddress, toAddress } from "./spell-params.ts";

/** While someone types, the address waits. */
const pauseMs = 400;

/**
 * The parameters of the shown spell: those of the address, else as they were left, else where its form begins. What is typed goes
 * into the address after a pause.
 */
export function useSpellParams(
  { params: address, setParams }: Pick<Host, "params" | "setParams">,
  spell: SpellView | null,
): {
  readonly fields: readonly ParamField[];
  readonly params: JsonObject;
  readonly change: (params: JsonObject) => void;
} {
  const [kept, setKept] = useState<Readonly<Record<string, JsonObject>>>({});
  const known = useRef("");
  const name = spell?.name ?? "";
  const fields = useMemo(() => (spell === null ? [] : paramFieldsOf(spell)), [spell]);
  const given = fromAddress(fields, address);
  const signature = JSON.stringify([name, given]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another address brings other parameters
  useEffect(() => {
    if (signature === known.current || spell === null) return;
    known.current = signature;
    if (given !== null) setKept((before) => ({ ...before, [name]: given }));
  }, [signature, spell]);

  const params = kept[name] ?? given ?? startParams(fields);
  const change = useCallback((changed: JsonObject) => setKept((before) => ({ ...before, [name]: changed })), [name]);

  const typed = kept[name];
  useEffect(() => {
    if (typed === undefined || spell === null) return;
    const timer = window.setTimeout(() => {
      const next = toAddress(fields, typed);
      known.current = JSON.stringify([name, fromAddress(fields, next)]);
      const cleared = Object.fromEntries(addressNames(fields).map((each) => [each, null]));
      setParams({ ...cleared, ...next, spell: name });
    }, pauseMs);
    return () => window.clearTimeout(timer);
  }, [typed, spell, name, fields, setParams]);
  return { fields, params, change };
}
