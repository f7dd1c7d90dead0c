/** A Markdown table, its columns as wide as their widest cells. The first column is text, the others as `aligns` says. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: readonly ("left" | "right")[],
): string[] {
  const escaped = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...escaped.map((row) => [...(row[column] ?? "")].length)));
  const isRight = (column: number): boolean => aligns[column] === "right";
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, column) => {
      const space = " ".repeat((widths[column] ?? 0) - [...cell].length);
      return isRight(column) ? space + cell : cell + space;
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) => (isRight(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  const [first = [], ...others] = escaped;
  return [line(first), `| ${rule.join(" | ")} |`, ...others.map(line)];
}
