import type { ExportSettings } from "./export-settings.ts";
import { dayMs, startOfDayMs, type TimeRange } from "./part-keys.ts";
import type { Part } from "./parts.ts";

/** A piece of one date: what a part covers, or a gap between parts (null). */
export type Tile = { readonly range: TimeRange; readonly part: Part | null };

/** What the store holds of a range at present. */
export type KnownRows = { readonly rows: number; readonly firstMs: number | null; readonly versions: string };

/** Cuts a range at UTC midnights; empty ranges vanish. */
export function splitByDate({ fromMs, toMs }: TimeRange): TimeRange[] {
  const pieces: TimeRange[] = [];
  for (let startMs = fromMs; startMs < toMs; startMs = startOfDayMs(startMs) + dayMs) {
    pieces.push({ fromMs: startMs, toMs: Math.min(toMs, startOfDayMs(startMs) + dayMs) });
  }
  return pieces;
}

/**
 * Whether a date is looked at in the run of `toMs`: the latest ones always, every other one once in `checkDays`, in turn by its place in
 * the calendar, so that nothing has to be remembered.
 */
export function isInTurn(dateMs: number, toMs: number, settings: ExportSettings): boolean {
  const { recentDays, checkDays, everyMs } = settings;
  if (dateMs >= startOfDayMs(toMs) - recentDays * dayMs) return true;
  const runs = Math.max(1, Math.round((checkDays * dayMs) / everyMs));
  return Math.floor(dateMs / dayMs) % runs === Math.floor(toMs / everyMs) % runs;
}

/**
 * What a run compares with the store: parts and gaps of the dates in its turn, dates of which there is no part at all, and the parts in
 * `suspects`. `range`: from the store's first date to the run's moment, which new rows begin from.
 */
export function planTiles(
  range: TimeRange,
  parts: readonly Part[],
  suspects: ReadonlySet<Part>,
  settings: ExportSettings,
): Tile[] {
  const byDate = Map.groupBy(parts, ({ fromMs }) => startOfDayMs(fromMs));
  const tiles = splitByDate(range).flatMap((date) => {
    const own = byDate.get(startOfDayMs(date.fromMs)) ?? [];
    return own.length === 0 || isInTurn(startOfDayMs(date.fromMs), range.toMs, settings) ? tileDate(date, own) : [];
  });
  const planned = new Set(tiles.map(({ part }) => part));
  const others = [...suspects].filter((part) => !planned.has(part)).map((part) => ({ range: part, part }));
  return [...tiles, ...others].toSorted((a, b) => a.range.fromMs - b.range.fromMs);
}

function tileDate({ fromMs, toMs }: TimeRange, parts: readonly Part[]): Tile[] {
  const tiles: Tile[] = [];
  let reachedMs = fromMs;
  for (const part of parts) {
    if (part.fromMs > reachedMs && reachedMs < toMs) {
      tiles.push({ range: { fromMs: reachedMs, toMs: Math.min(part.fromMs, toMs) }, part: null });
    }
    tiles.push({ range: part, part });
    reachedMs = Math.max(reachedMs, part.toMs);
  }
  if (reachedMs < toMs) tiles.push({ range: { fromMs: reachedMs, toMs }, part: null });
  return tiles;
}

/**
 * `write`: from the store, because rows are new, late or replaced, the fields have changed, or a file is broken. Never where the store
 * has pruned rows of the part: fewer rows, or a later first row. `salvage`: a file is broken, and the store cannot give it again.
 */
export function judgeTile(
  { part }: Tile,
  known: KnownRows,
  isBroken: boolean,
  schemaHash: string,
): "keep" | "write" | "salvage" {
  if (part === null) return known.rows > 0 ? "write" : "keep";
  const isWhole = known.firstMs !== null && known.rows >= part.rows && known.firstMs <= part.firstRowMs;
  const isOutdated =
    known.rows > part.rows || known.versions !== part.versions || part.schemaHash !== schemaHash || isBroken;
  if (isWhole && isOutdated) return "write";
  return isBroken ? "salvage" : "keep";
}

/** Neighbouring small parts of one date that ended before `beforeMs`, to be made one of at most `rowsMax` rows each. */
export function planCompaction(
  parts: readonly Part[],
  limits: { readonly beforeMs: number; readonly rowsMax: number; readonly schemaHash: string },
): Part[][] {
  const groups: Part[][] = [];
  let group: Part[] = [];
  let rows = 0;
  const close = () => {
    if (group.length > 1) groups.push(group);
    group = [];
    rows = 0;
  };
  for (const part of parts) {
    const canMerge = part.schemaHash === limits.schemaHash && startOfDayMs(part.fromMs) + dayMs <= limits.beforeMs;
    const [first] = group;
    const isSameDate = first !== undefined && startOfDayMs(first.fromMs) === startOfDayMs(part.fromMs);
    if (!canMerge || !isSameDate || rows + part.rows > limits.rowsMax) close();
    if (!canMerge) continue;
    group.push(part);
    rows += part.rows;
  }
  close();
  return groups;
}
