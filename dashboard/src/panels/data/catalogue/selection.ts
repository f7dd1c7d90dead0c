import type { Params } from "../../../host/panel.ts";
import type { Days } from "./choose-files.ts";

/** Which data the console works on: datasets by name with the snapshot that is meant, null for the newest, and the days of all of them. */
export type Selection = { readonly datasets: ReadonlyMap<string, number | null>; readonly days: Days };

/** From the address: `data=prices@3,signals&from=2021-05-19&to=2021-05-20`. What is malformed is left out. */
export function parseSelection(params: Params): Selection {
  const entries = (params.data ?? "").split(",").flatMap((text): [string, number | null][] => {
    const [, name, version] = /^([a-z_]{1,40})(?:@(\d{1,9}))?$/.exec(text) ?? [];
    return name === undefined ? [] : [[name, version === undefined ? null : Number(version)]];
  });
  return { datasets: new Map(entries), days: { from: dayIn(params.from), to: dayIn(params.to) } };
}

export function formatSelection({
  datasets,
  days,
}: Selection): Readonly<Record<"data" | "from" | "to", string | null>> {
  const names = [...datasets].map(([name, version]) => (version === null ? name : `${name}@${version}`));
  return { data: names.length === 0 ? null : names.join(","), from: days.from, to: days.to };
}

const dayIn = (text: string | undefined): string | null => (text?.match(/^\d{4}-\d{2}-\d{2}$/) ? text : null);
