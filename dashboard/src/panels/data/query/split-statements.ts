export type Statement = {
  readonly sql: string /** Where it begins in the whole text, in characters. */;
  readonly offset: number;
};

/** Texts, quoted names, comments and dollar-quoted texts, in which a semicolon ends nothing. */
const opaque = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|;/g;

/** The statements of a text, without those that are empty or comments alone. */
export function splitStatements(text: string): readonly Statement[] {
  const ends = [...text.matchAll(opaque)].flatMap(({ 0: token, index }) => (token === ";" ? [index] : []));
  const statements: Statement[] = [];
  let from = 0;
  for (const end of [...ends, text.length]) {
    const sql = text.slice(from, end);
    if (!isEmpty(sql)) statements.push({ sql, offset: from });
    from = end + 1;
  }
  return statements;
}

const isEmpty = (sql: string): boolean => sql.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, "").trim() === "";
