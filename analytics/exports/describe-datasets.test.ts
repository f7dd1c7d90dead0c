import { join } from "node:path";
import { expect, test } from "vitest";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { listPublicDatasets } from "./datasets.ts";
import { describeDatasets } from "./describe-datasets.ts";
import { vaultDatasets } from "./vault-datasets.ts";

const declared: Readonly<Record<string, { readonly scope: string; readonly keep?: string | undefined }>> =
  pipelines.datasets;

/** `vitest run --project node analytics/exports/describe-datasets -u` writes the page. */
test("the page of the datasets is the one that their definitions give", async () => {
  const keep = Object.fromEntries(Object.entries(declared).map(([name, dataset]) => [name, dataset.keep]));
  await expect(describeDatasets(keep)).toMatchFileSnapshot(join(import.meta.dirname, "../../docs/datasets.md"));
});

test("pipelines.toml declares the datasets that there are, each with its scope", () => {
  const scopes = [
    ...listPublicDatasets().map((name) => [name, "public"]),
    ...Object.keys(vaultDatasets).map((name) => [name, "vault"]),
  ];
  expect(Object.fromEntries(Object.entries(declared).map(([name, { scope }]) => [name, scope]))).toEqual(
    Object.fromEntries(scopes),
  );
});
