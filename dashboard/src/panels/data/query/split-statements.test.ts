import { expect, test } from "vitest";
import { splitStatements } from "./split-statements.ts";

test.each<[string, string, readonly string[]]>([
  ["one", "select 1", ["select 1"]],
  ["one, ended", "select 1;\n", ["select 1"]],
  ["two", "create table a(i int); select 2", ["create table a(i int)", " select 2"]],
  ["a semicolon in a text", "select ';', 'it''s;' ; select 2", ["select ';', 'it''s;' ", " select 2"]],
  ["a semicolon in a quoted name", 'select 1 as "a;b"', ['select 1 as "a;b"']],
  ["a semicolon in a comment", "select 1 -- one; two\n; select 2", ["select 1 -- one; two\n", " select 2"]],
  ["a semicolon between stars", "select /* ; */ 1", ["select /* ; */ 1"]],
  ["a semicolon between dollars", "select $$a;b$$, $x$;$$;$x$; select 2", ["select $$a;b$$, $x$;$$;$x$", " select 2"]],
  ["a text without an end", "select 'a; b", ["select 'a; b"]],
  ["comments alone", "-- nothing\n; /* at all */", []],
  ["nothing", " \n", []],
])("%s", (_what, text, expected) => {
  const statements = splitStatements(text);
  expect(statements.map(({ sql }) => sql)).toEqual(expected);
  for (const { sql, offset } of statements) expect(text.slice(offset, offset + sql.length)).toBe(sql);
});
