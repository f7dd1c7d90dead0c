import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { conditionTextMax, Trigger, triggersPerVaultMax } from "../contracts/trigger.ts";
import { TriggerStatus } from "../contracts/vault-view.ts";
import { testCatalogue } from "../evaluate/core/test-explain.ts";
import { checkTogether, compileTrigger, leavesMax } from "./check-triggers.ts";
import { compileCondition, formatConditionError } from "./compile-condition.ts";
import { functionSignatures } from "./function-signatures.ts";
import { type CatalogueSignal, catalogueOf } from "./signal-catalogue.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/conditions.md"), "utf8");

const other = {
  unit: undefined,
  min: undefined,
  max: undefined,
  stepMs: 120_000,
  stalenessMs: 360_000,
  description: "",
};
const catalogue = catalogueOf(
  new Map<string, CatalogueSignal>([
    ...testCatalogue.keys.map((key) => [key, testCatalogue.find(key) ?? other] as const),
    ["market.rate-cut", { ...other, min: 0, max: 1 }],
    ["event.earthquake", other],
  ]),
);
const settings = { catalogue, cadenceMs: 120_000, windowMsMax: 7 * 86_400_000 };

const blocksOf = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, "gms"))].map(([, block = ""]) => block);
const cellsOf = (head: string): string[][] => {
  const start = page.search(new RegExp(`^\\| ${head} +\\|`, "m"));
  if (start === -1) throw new Error(`the page has no table of each ${head}`);
  const table = page.slice(start).split("\n\n")[0] ?? "";
  return table
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
};
const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

describe("the page for authors says what is so", () => {
  const constructs = cellsOf("construct");

  test.each(constructs.map(([construct = "", , example = ""]) => [construct, codesIn(example)[0] ?? ""]))(
    "%s, for example %s",
    (_construct, example) => {
      const compiled = compileCondition(example, settings);
      expect(compiled.ok ? "" : formatConditionError(example, compiled.error)).toBe("");
    },
  );

  test("each function has its row, written as it is called", () => {
    const named = constructs.flatMap(([construct = ""]) => codesIn(construct)).filter((code) => /^\w+\(/.test(code));
    const forms = [...functionSignatures.values()].map(({ form }) => form.replace("(number, window)", "(a, window)"));
    expect(named.toSorted(compareCodePoints)).toEqual(forms.toSorted(compareCodePoints));
  });

  test("its triggers are taken", () => {
    const triggers = z.array(Trigger).parse(JSON.parse(blocksOf("json").join("\n")));
    expect(checkTogether(triggers)).toBeNull();
    expect(triggers.map((trigger) => compileTrigger(trigger, settings).ok)).toEqual([true, true]);
  });

  const refusals = blocksOf("refused").map((block) => [block.split("\n")[1] ?? "", block] as const);
  test.each(refusals)("%s is refused in these words", (text, block) => {
    const compiled = compileCondition(text, settings);
    expect(compiled.ok ? "accepted" : formatConditionError(text, compiled.error)).toBe(block);
  });

  test("it names every state, field, policy and code, and the limits", () => {
    expect(
      cellsOf("state")
        .flatMap(([state = ""]) => codesIn(state))
        .toSorted(compareCodePoints),
    ).toEqual([...TriggerStatus.shape.state.options].toSorted(compareCodePoints));
    const fields = cellsOf("field").flatMap(([field = ""]) => codesIn(field));
    const told = [...fields, "id", "name", "when", "noData", "maxStaleness"];
    expect(told.toSorted(compareCodePoints)).toEqual(Object.keys(Trigger.shape).toSorted(compareCodePoints));
    expect(cellsOf("`noData`").map(([policy = ""]) => codesIn(policy)[0])).toEqual(["hold", "clear", "disarm", "fire"]);
    const { guard_fires, guard_window } = pipelines.pipeline;
    for (const limit of [
      `more than ${guard_fires} times within ${guard_window}`,
      `${conditionTextMax.toLocaleString("en")} characters, ${leavesMax} comparisons`,
      `more than ${triggersPerVaultMax} triggers`,
    ]) {
      expect(page).toContain(limit);
    }
  });
});
