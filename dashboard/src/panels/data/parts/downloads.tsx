import { useState } from "react";
import type { Result } from "../result/read-result.ts";

type Format = { readonly name: string; readonly ending: string; readonly type: string };

const formats: readonly Format[] = [
  { name: "CSV", ending: "csv", type: "text/csv" },
  { name: "Arrow", ending: "arrow", type: "application/vnd.apache.arrow.file" },
  { name: "Parquet", ending: "parquet", type: "application/vnd.apache.parquet" },
];

/** The result as a file, made when it is asked for. */
export function Downloads({ result }: { readonly result: Result }) {
  const [problem, setProblem] = useState<string | null>(null);
  const download = async ({ ending, type }: Format): Promise<void> => {
    try {
      setProblem(null);
      save(new Blob([await encode(result, ending)], { type }), `portent-result.${ending}`);
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <div className="data-downloads">
      {problem === null ? null : (
        <span className="tone-warn" role="alert">
          The file could not be made: {problem}
        </span>
      )}
      {formats.map((format) => (
        <button
          key={format.name}
          type="button"
          className="button button-small"
          disabled={result.columns.length === 0}
          onClick={() => void download(format)}
        >
          <span className="visually-hidden">Download </span>
          {format.name}
        </button>
      ))}
    </div>
  );
}

async function encode(result: Result, ending: string): Promise<string | Uint8Array<ArrayBuffer>> {
  if (ending === "csv") return (await import("../result/write-csv.ts")).writeCsv(result);
  const bytes =
    ending === "arrow"
      ? (await import("../result/write-arrow.ts")).writeArrow(result)
      : await (await import("../result/write-parquet.ts")).writeParquet(result);
  return bytes as Uint8Array<ArrayBuffer>;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
