import { EventCategory } from "../../contracts/event.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";

/** The page of all signals, sources and assets, in Markdown: what a condition can name, and where it comes from. */
export function describeSignals(file: PipelinesFile): string {
  return `${[
    "# Signals, sources and assets",
    "",
    "Written from `pipelines.toml` by `npm run portent -- pipelines gen`: edits here are overwritten.",
    "",
    'A condition names a signal as `signal("name")`; prices, factors, markets and clusters have shorter forms: see',
    "[conditions](conditions.md). After its staleness a sample is no data and fires nothing. `GET /v1/signals` lists them all with the",
    "time of their newest sample, `GET /v1/signals/<name>/history` their past.",
    "",
    "## Signals",
    "",
    ...table(
      ["signal", "unit", "range", "comes every", "stale after", "what it says"],
      Object.entries(file.signals).map(([name, signal]) => [
        `\`${name}\``,
        signal.unit,
        range(signal),
        signal.cadence,
        signal.staleness,
        signal.description,
      ]),
    ),
    "",
    "In a name, `*` stands for an asset, in `peg.*` for a stablecoin, in `market.*` and `market-shift.*` for a declared prediction",
    `market, in \`gas.*\` for a chain, in \`event.*\` and \`anomaly.*\` for a category: ${EventCategory.options.join(", ")}.`,
    "",
    "## Sources",
    "",
    "Without a key unless one is named. A source that gives nothing three runs in a row is left alone for a while.",
    "",
    ...table(
      ["source", "gives", "at", "weight", "a quote may be", "calls a run", "late, stale after"],
      Object.entries(file.sources).map(([name, source]) => [
        `\`${name}\``,
        source.kind,
        source.url === undefined ? "a replay alone" : source.url === "" ? "the feeds below" : source.url,
        source.kind === "prices" ? String(source.weight) : "",
        source.kind === "prices" ? `${source.max_age ?? file.pipeline.cadence} old, in ${source.quote}` : "",
        String(source.budget),
        `${source.freshness.warn}, ${source.freshness.error}`,
      ]),
    ),
    "",
    "## Feeds",
    "",
    ...table(
      ["feed", "publisher", "rights", "headlines kept", "believed"],
      Object.entries(file.feeds).map(([name, feed]) => [
        `\`${name}\``,
        feed.family,
        feed.rights,
        feed.keep,
        String(feed.reliability),
      ]),
    ),
    "",
    "## Assets",
    "",
    ...table(
      ["asset", "name", "sources"],
      Object.entries(file.assets).map(([id, { name, kind, symbols }]) => [
        `\`${id}\``,
        kind === "stablecoin" ? `${name} (stablecoin)` : name,
        Object.keys(symbols).join(", "),
      ]),
    ),
  ].join("\n")}\n`;
}

function range({ min, max }: PipelinesFile["signals"][string]): string {
  if (min === undefined && max === undefined) return "";
  return `${min ?? "−∞"} … ${max ?? "∞"}`;
}

/** A Markdown table whose columns are as wide as their widest cell, as the formatter wants it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((cell, column) => Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
