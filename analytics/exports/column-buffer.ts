import type { Dataset, DatasetField, ExportValue } from "./dataset.ts";

/** Rows of a dataset by column, in the order of its fields. */
export type Columns = { readonly rows: number; readonly values: readonly (readonly ExportValue[])[] };

/**
 * Takes rows and gives columns. A value that does not fit its field throws: what the store holds has been checked, so that is a broken
 * invariant, and no file may carry a NaN or a null that its schema rules out.
 */
export class ColumnBuffer {
  readonly #dataset: Dataset;
  readonly #texts = new Map<string, string>();
  #values: ExportValue[][];

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#values = dataset.fields.map(() => []);
  }

  get rows(): number {
    return this.#values[0]?.length ?? 0;
  }

  push(row: readonly ExportValue[]): void {
    const { name, fields } = this.#dataset;
    for (const [index, each] of fields.entries()) {
      const value = row[index] ?? null;
      if (!fits(value, each)) throw new RangeError(`${name}.${each.name} cannot hold ${String(value)}`);
      this.#values[index]?.push(each.type === "dictionary" ? this.#intern(value as string | null) : value);
    }
  }

  /** The first `count` rows, which the buffer forgets. */
  take(count: number): Columns {
    const values = this.#values.map((column) => column.slice(0, count));
    this.#values = this.#values.map((column) => column.slice(count));
    this.#texts.clear();
    return { rows: values[0]?.length ?? 0, values };
  }

  /** One copy of each text that repeats. */
  #intern(text: string | null): string | null {
    if (text === null) return null;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}

function fits(value: ExportValue, { type, isNullable }: DatasetField): boolean {
  if (value === null) return isNullable;
  switch (type) {
    case "utf8":
    case "dictionary":
      return typeof value === "string";
    case "timestamp":
      return Number.isSafeInteger(value);
    case "float64":
      return Number.isFinite(value);
    case "int64":
      return Number.isSafeInteger(value) || (typeof value === "bigint" && BigInt.asIntN(64, value) === value);
    case "decimal38":
      return typeof value === "bigint" && -decimalEnd < value && value < decimalEnd;
    case "bool":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value) && value.every((each) => typeof each === "string");
  }
}

const decimalEnd = 10n ** 38n;

/** Several blocks of rows one after the other. */
export function concatColumns(blocks: readonly Columns[]): Columns {
  const width = blocks[0]?.values.length ?? 0;
  return {
    rows: blocks.reduce((sum, { rows }) => sum + rows, 0),
    values: Array.from({ length: width }, (_, index) => blocks.flatMap(({ values }) => values[index] ?? [])),
  };
}
