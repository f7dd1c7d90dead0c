import { isPublicDatasetName, listPublicDatasets, type PublicDatasetName } from "../../analytics/exports/datasets.ts";
import { isVaultDatasetName, type VaultDatasetName, vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { suggestName } from "../../conditions/suggest-name.ts";
import { VaultAddress } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments } from "../arguments.ts";
import { readMoment } from "../read-moment.ts";

const options = {
  dataset: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  format: { type: "string" },
  out: { type: "string" },
  url: { type: "string" },
  "database-url": { type: "string" },
  version: { type: "string" },
  "as-of": { type: "string" },
  vault: { type: "string" },
  token: { type: "string" },
  help: { type: "boolean" },
} as const;

export const formats = ["arrow", "arrows", "parquet"] as const;
export type Format = (typeof formats)[number];

/** Which snapshot of an instance: the latest without either. */
export type Past = { readonly version?: number; readonly atMs?: number };

export type ExportOptions = {
  readonly datasets: readonly PublicDatasetName[];
  readonly vaultDatasets: readonly VaultDatasetName[];
  readonly format: Format;
  readonly out: string;
  /** `fromMs ≤ event time < toMs`; undefined: without a bound. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly from:
    | { readonly kind: "instance"; readonly url: URL; readonly past: Past }
    | { readonly kind: "store"; readonly databaseUrl: string | undefined };
  readonly vault: { readonly address: string; readonly token: string } | null;
};

export const defaultUrl = "http://127.0.0.1:8787";

type Env = Readonly<Record<string, string | undefined>>;
type Values = Readonly<Record<string, unknown>>;

/** Null asks for help. */
export function readExportOptions(args: readonly string[], env: Env): Result<ExportOptions | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const values: Values = read.value;
  if (values.help === true) return ok(null);
  const chosen = readDatasets(values.dataset, values.vault !== undefined);
  if (!chosen.ok) return chosen;
  const { format = "parquet", out = "exports" } = values;
  if (!isFormat(format)) return fault(`--format: expected ${formats.join(", ")}, not ${JSON.stringify(format)}`);
  const from = readMoment("from", values.from);
  if (!from.ok) return from;
  const to = readMoment("to", values.to);
  if (!to.ok) return to;
  if (from.value !== undefined && to.value !== undefined && to.value <= from.value) {
    return fault("--to: expected a moment after --from");
  }
  const source = readSource(values, env, values.dataset === "all");
  if (!source.ok) return source;
  const vault = readVault(values, chosen.value.vaultDatasets, source.value.kind);
  if (!vault.ok) return vault;
  return ok({
    ...chosen.value,
    format,
    out: String(out),
    fromMs: from.value,
    toMs: to.value,
    from: source.value,
    vault: vault.value,
  });
}

const isFormat = (text: unknown): text is Format => (formats as readonly unknown[]).includes(text);

function readDatasets(
  name: unknown,
  hasVault: boolean,
): Result<Pick<ExportOptions, "datasets" | "vaultDatasets">, Fault> {
  const own = Object.keys(vaultDatasets) as VaultDatasetName[];
  const names = [...listPublicDatasets(), ...own, "all"];
  if (typeof name !== "string") return fault(`--dataset: name one of ${names.join(", ")}`);
  if (name === "all") return ok({ datasets: listPublicDatasets(), vaultDatasets: hasVault ? own : [] });
  if (isPublicDatasetName(name)) return ok({ datasets: [name], vaultDatasets: [] });
  if (isVaultDatasetName(name)) return ok({ datasets: [], vaultDatasets: [name] });
  const near = suggestName(name, names);
  const hint = near === null ? "" : `; did you mean ${near}?`;
  return fault(`--dataset: there is no ${JSON.stringify(name)} among ${names.join(", ")}${hint}`);
}

function readSource(values: Values, env: Env, isAll: boolean): Result<ExportOptions["from"], Fault> {
  const { url, version } = values;
  const databaseUrl = values["database-url"];
  const asOf = readMoment("as-of", values["as-of"]);
  if (!asOf.ok) return asOf;
  if (url !== undefined && databaseUrl !== undefined) return fault("name either --url or --database-url");
  if (version !== undefined && asOf.value !== undefined) return fault("name either --version or --as-of");
  const isStore = databaseUrl !== undefined || (url === undefined && Boolean(env.DATABASE_URL));
  if (isStore) {
    if (version !== undefined || asOf.value !== undefined) {
      return fault("--version and --as-of read snapshots of an instance: name it by --url");
    }
    return ok({ kind: "store", databaseUrl: databaseUrl === undefined ? undefined : String(databaseUrl) });
  }
  const address = String(url ?? defaultUrl);
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    return fault(`--url: expected an address such as ${defaultUrl}, not ${JSON.stringify(url)}`);
  }
  if (version !== undefined && !/^[1-9]\d{0,14}$/.test(String(version))) {
    return fault(`--version: expected the number of a snapshot, not ${JSON.stringify(version)}`);
  }
  if (version !== undefined && isAll) return fault("--version: each dataset counts its own; use --as-of for all");
  const past = {
    ...(version === undefined ? {} : { version: Number(version) }),
    ...(asOf.value === undefined ? {} : { atMs: asOf.value }),
  };
  return ok({ kind: "instance", url: new URL(address), past });
}

function readVault(
  { vault, token }: Values,
  wanted: readonly string[],
  source: "instance" | "store",
): Result<ExportOptions["vault"], Fault> {
  if (wanted.length === 0) {
    return vault === undefined ? ok(null) : fault("--vault: the datasets of a vault are casts and fires");
  }
  const names = wanted.join(" and ");
  if (vault === undefined) return fault(`${names} belong to a vault: give --vault 0x… and --token`);
  const address = VaultAddress.safeParse(String(vault).toLowerCase());
  if (!address.success) return fault(`--vault: expected 0x and 40 hexadecimal digits, not ${JSON.stringify(vault)}`);
  if (source === "store")
    return fault(`${names} come from the vault itself, not from the store: name an instance by --url`);
  if (typeof token !== "string" || !/^\S+$/.test(token)) return fault("--token: give a view token of the vault");
  return ok({ address: address.data, token });
}
