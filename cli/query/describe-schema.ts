import type { FolderManifest } from "../export/manifest.ts";

/** Datasets with their fields, units and descriptions, for people. */
export function describeSchema(manifests: readonly FolderManifest[]): string {
  return manifests
    .map(({ dataset, description, format, rows, files, timeField, fields }) => {
      const width = Math.max(...fields.map(({ name }) => name.length));
      const typeWidth = Math.max(...fields.map(({ type, nullable }) => describeType(type, nullable).length));
      const lines = fields.map(({ name, type, nullable, unit, description: about }) => {
        const measure = unit === "none" ? "" : ` [${unit}]`;
        return `  ${name.padEnd(width)}  ${describeType(type, nullable).padEnd(typeWidth)}  ${about}${measure}`;
      });
      const count = `${rows.toLocaleString("en")} rows in ${files.length} ${format} files, by ${timeField}`;
      return [`${dataset}: ${description} (${count})`, ...lines].join("\n");
    })
    .join("\n\n");
}

const describeType = (type: string, nullable: boolean): string => `${type}${nullable ? ", or null" : ""}`;
