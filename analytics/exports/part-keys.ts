import type { ExportFormat } from "./formats.ts";

/** `fromMs ≤ t < toMs`. */
export type TimeRange = { readonly fromMs: number; readonly toMs: number };

export const dayMs = 86_400_000;

/** UTC date of a moment, `YYYY-MM-DD`. */
export const dateOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

export const startOfDayMs = (atMs: number): number => Math.floor(atMs / dayMs) * dayMs;

/** All that lies here is data of one dataset in one format: what takes every file under it for data may be pointed at it. */
export const dataPrefixOf = (dataset: string, format: ExportFormat): string => `exports/${format}/${dataset}/`;

/** Hive layout by UTC date. The range is in the name, so writing a part again replaces it. */
export const dataKeyOf = (dataset: string, format: ExportFormat, { fromMs, toMs }: TimeRange): string =>
  `${dataPrefixOf(dataset, format)}date=${dateOf(fromMs)}/part-${fromMs}-${toMs}.${format}`;

/** Manifests lie beside the data: inside the data prefix they would break readers that take every file there for data. */
export const manifestPrefixOf = (dataset: string): string => `manifests/${dataset}/`;
export const latestKeyOf = (dataset: string): string => `${manifestPrefixOf(dataset)}latest.json`;
export const snapshotKeyOf = (dataset: string, version: number): string =>
  `${manifestPrefixOf(dataset)}${String(version).padStart(8, "0")}.json`;

/** Where the bytes of a file lie that was replaced or merged: named by what they are. */
export const supersededKeyOf = (sha256: string, format: ExportFormat): string => `superseded/${sha256}.${format}`;
