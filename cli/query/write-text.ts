import type { DuckDBType } from "@duckdb/node-api";
import type { Sink } from "./sink.ts";
import { toPlain, toText } from "./to-plain.ts";
import type { Writer } from "./writer.ts";

/** RFC 4180. Null is an empty cell, an empty text is `""`: DuckDB and others read it back so. */
export function csvWriter(sink: Sink, names: readonly string[], types: readonly DuckDBType[]): Writer {
  sink.write(`${names.map((name) => quoteCell(name)).join(",")}\n`);
  return {
    rows(rows) {
      const lines = rows.map((row) =>
        types.map((type, place) => quoteCell(toText(row[place] ?? null, type))).join(","),
      );
      sink.write(`${lines.join("\n")}\n`);
    },
    end() {},
  };
}

const quoteCell = (text: string | null): string => {
  if (text === null) return "";
  return text === "" || /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One array with an object per row, a row a line. */
export function jsonWriter(sink: Sink, names: readonly string[], types: readonly DuckDBType[]): Writer {
  let isFirst = true;
  sink.write("[");
  return {
    rows(rows) {
      const lines = rows.map((row) =>
        JSON.stringify(
          Object.fromEntries(types.map((type, place) => [names[place], toPlain(row[place] ?? null, type)])),
        ),
      );
      sink.write(`${isFirst ? "\n" : ",\n"}${lines.join(",\n")}`);
      isFirst = false;
    },
    end: () => sink.write(isFirst ? "]\n" : "\n]\n"),
  };
}

/** For people: columns aligned, numbers to the right. All of it is held until the end. */
export function tableWriter(sink: Sink, names: readonly string[], types: readonly DuckDBType[]): Writer {
  const cells: string[][] = [];
  const isRight = types.map((type) =>
    /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/.test(String(type)),
  );
  return {
    rows(rows) {
      for (const row of rows) cells.push(types.map((type, place) => printable(toText(row[place] ?? null, type))));
    },
    end() {
      const all = [names.map(printable), ...cells];
      const widths = names.map((_, place) => Math.max(...all.map((row) => widthOf(row[place] ?? ""))));
      const line = (row: readonly string[]) =>
        row
          .map((cell, place) => {
            const padding = " ".repeat(Math.max(0, (widths[place] ?? 0) - widthOf(cell)));
            return isRight[place] ? `${padding}${cell}` : `${cell}${padding}`;
          })
          .join("  ")
          .trimEnd();
      const rule = widths.map((width) => "-".repeat(width)).join("  ");
      const [head = [], ...body] = all;
      sink.write(`${[line(head), rule, ...body.map(line)].join("\n")}\n`);
    },
  };
}

const widthOf = (text: string): number => [...text].length;

/** A cell is one line: control characters as JSON writes them. */
function printable(text: string | null): string {
  if (text === null) return "NULL";
  return text.replaceAll(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
