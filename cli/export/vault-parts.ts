import type { Columns } from "../../analytics/exports/column-buffer.ts";
import { decodeArrow } from "../../analytics/exports/decode-arrow.ts";
import { dayMs, startOfDayMs } from "../../analytics/exports/part-keys.ts";
import { type VaultDatasetName, vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { clipColumns } from "./clip-columns.ts";
import { describeCause, describeRefusal } from "./describe-cause.ts";
import { encodeFile } from "./encode-file.ts";
import { ExportFault } from "./export-fault.ts";
import { noteDataset, type OpenDataset, type Range } from "./open-dataset.ts";
import type { Format } from "./read-options.ts";

/** What a vault shows its own people: small answers, which are laid out by date as all others are. */
export async function openVaultDataset(
  url: URL,
  name: VaultDatasetName,
  { address, token }: { readonly address: string; readonly token: string },
  format: Format,
  range: Range,
): Promise<OpenDataset> {
  const dataset = vaultDatasets[name];
  const note = await noteDataset(dataset);
  const columns = await fetchPages(new URL(`/v1/vaults/${address}/exports/${name}?format=arrow`, url), name, token);
  const clipped = columns === null ? null : clipColumns(dataset, columns, range);
  const place = dataset.fields.findIndex((field) => field.name === dataset.timeField);
  const times = (clipped?.values[place] ?? []) as readonly number[];
  const dates = [...new Set(times.map(startOfDayMs))];
  return {
    about: { ...note, source: { kind: "vault", address } },
    parts: dates.length,
    async *place(folder) {
      for (const dateMs of clipped === null ? [] : dates) {
        const date = { fromMs: dateMs, toMs: dateMs + dayMs };
        const rows = clipColumns(dataset, clipped as Columns, date);
        yield { ...(await encodeFile(dataset, rows, date, format, folder)), schemaHash: note.schemaHash };
      }
    },
  };
}

/** All rows, the oldest first. An answer holds the newest that are left, and says what the next is to come before. */
async function fetchPages(address: URL, name: VaultDatasetName, token: string): Promise<Columns | null> {
  const pages: Columns[] = [];
  const next = new URL(address);
  for (;;) {
    const { columns, before } = await fetchPage(next, name, token);
    if (columns !== null) pages.unshift(columns);
    if (before === null) break;
    next.searchParams.set("before", before);
  }
  const [first] = pages;
  if (first === undefined) return null;
  const values = first.values.map((_, place) => pages.flatMap((page) => page.values[place] ?? []));
  return { ...first, rows: pages.reduce((sum, { rows }) => sum + rows, 0), values };
}

type Page = { readonly columns: Columns | null; readonly before: string | null };

async function fetchPage(address: URL, name: VaultDatasetName, token: string): Promise<Page> {
  let response: Response;
  let bytes: Uint8Array;
  try {
    const headers = { authorization: `Bearer ${token}` };
    response = await fetch(address, { headers, signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new ExportFault(`${name}: ${await describeRefusal(response)}`);
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    if (cause instanceof ExportFault) throw cause;
    throw new ExportFault(`${address.origin} does not answer: ${describeCause(cause)}`);
  }
  if (response.status === 204) return { columns: null, before: null };
  try {
    const columns = decodeArrow(vaultDatasets[name], bytes);
    return { columns, before: response.headers.get("portent-next-before") };
  } catch {
    throw new ExportFault(`${address.origin} answered in a form that this version does not know`);
  }
}

const timeoutMs = 30_000;
