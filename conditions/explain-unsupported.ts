import type { ASTNode } from "@marcbachmann/cel-js";
import type { CompileScope } from "./compile-scope.ts";
import { refuse } from "./condition-error.ts";
import { quoteText } from "./quote-text.ts";
import { suggestSymbol } from "./suggest-name.ts";

/** Refuses what CEL has and conditions do not. */
export function explainUnsupported(node: ASTNode, scope: CompileScope): never {
  const { start } = node;
  switch (node.op) {
    case "id": {
      const near = suggestSymbol(node.args, scope.settings.catalogue.keys);
      const suggestion = near === null ? null : `price(${quoteText(near)})`;
      return refuse("unsupported", "there are no variables: a signal is named by a function", start, suggestion);
    }
    case "%":
      return refuse("unsupported", "there is no % here: 5% is written 0.05", start);
    case "?:":
      return refuse("unsupported", "there is no choice (a ? b : c) here: write a && b || !a && c", start);
    case "in":
      return refuse("unsupported", "there is no in here: compare with each value, joined with ||", start);
    case "rcall":
      return refuse("unsupported", "there are no methods here: functions are written before their argument", start);
    case ".":
    case ".?":
    case "[]":
    case "[?]":
      return refuse(
        "unsupported",
        "there are no fields here: a signal is named in quotes, as in signal('price.ETH-USD')",
        start,
      );
    case "list":
    case "map":
      return refuse("unsupported", "there are no lists and no maps here", start);
    default:
      return refuse("unsupported", `there is no ${node.op} here`, start);
  }
}
