import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const skipped = new Set(["node_modules", "dist", ".portent", ".git", ".wrangler", "docs"]);

/** One source file: its path from the root with `/`, its text, and what it imports. */
export type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly Import[] };
/** `path`: of a project file; `package`: the name of a package, or a built-in such as `node:fs`. */
export type Import = { readonly path: string } | { readonly package: string };

export function readSourceFiles(): SourceFile[] {
  return walk(root)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: findImports(path, text) };
    });
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith("test/");

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [relative(root, path).replaceAll("\\", "/")];
    })
    .sort();
}

function findImports(path: string, text: string): Import[] {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"\s,]+)"/g)].map((match) => match[1] ?? "");
  return specifiers.map((specifier) => {
    if (specifier.startsWith(".")) return { path: join(dirname(path), specifier).replaceAll("\\", "/") };
    const [scope = "", name = ""] = specifier.split("/");
    return { package: specifier.startsWith("@") ? `${scope}/${name}` : scope };
  });
}
