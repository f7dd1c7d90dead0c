import { join } from "node:path";
import { defaultExportSettings } from "../../analytics/exports/export-settings.ts";
import { runChild } from "../evaluate/run-child.ts";
import type { Row, Suite } from "../measurement.ts";
import { type EncoderInput, type EncoderOutput, toRows } from "./measure-encoders.ts";

const { rowsPerPart } = defaultExportSettings;

/**
 * What it costs to write prices as Arrow and as Parquet (which takes the Arrow schema along), in parts as exports have them: rows a
 * second, bytes a row, and the whole process's peak of memory, which must not grow with the rows. Beside them flechette alone on the
 * same columns, and DuckDB's Parquet writer in one thread.
 */
export const exportSuite: Suite = async (say, { isQuick }) => {
  const result: Row[] = [];
  for (const rows of isQuick ? [10_000, 100_000] : [100_000, 1_000_000]) {
    say(`export: ${rows.toLocaleString("en")} rows of prices`);
    const measure = (what: EncoderInput["what"]) => {
      const input: EncoderInput = { what, rows, rowsPerPart };
      return runChild<EncoderOutput>(join(import.meta.dirname, "measure-encoders.ts"), input, ["--expose-gc"]);
    };
    const arrow = await measure("arrow");
    const parquet = await measure("parquet");
    result.push(
      ...toRows(rows, { arrow, parquet, flechette: await measure("flechette"), duckdb: await measure("duckdb") }),
    );
  }
  return result;
};
