export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A path that DuckDB takes for itself: elsewhere in a name `*`, `?` and `[` are patterns. */
export const quotePath = (path: string): string => quoteText(path.replaceAll(/[*?[]/g, "[$&]"));
