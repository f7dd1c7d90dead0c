import { type Dataset, field, nullable } from "./dataset.ts";

/**
 * What a vault's own people may read, and nobody else. It comes from the vault itself at the moment of asking, the
 * newest 5,000 first; older ones follow page by page. Amounts are exact.
 */
const datasets = {
  casts: {
    name: "casts",
    version: 1,
    description: "Casts of one vault",
    scope: "vault",
    timeField: "fired_at",
    fields: [
      field("cast_id", "utf8", "Id of the cast"),
      field("fired_at", "timestamp", "Event time of what asked for it"),
      field("spell", "dictionary", "Spell that was cast"),
      field("cause", "dictionary", "fire, request, rule or close"),
      nullable("trigger_id", "dictionary", "Trigger that fired; of a fire alone"),
      nullable("fire_id", "utf8", "The fire; of a fire alone"),
      field("trace_id", "utf8", "Trace id, the same from the price window to this cast"),
      field("priority", "dictionary", "opportunistic or protective"),
      field("lane", "dictionary", "main or emergency"),
      field("state", "dictionary", "Where its life stands"),
      nullable("reason_code", "dictionary", "Why it was refused, reverted or is stuck"),
      field("not_after", "timestamp", "Chain time after which it can no longer execute"),
      field("fresh_until", "timestamp", "Chain time after which nothing is sent any more"),
      nullable("tx_hash", "utf8", "Transaction that executed it, or the newest that was signed"),
      nullable("block_number", "int64", "Block that it is in"),
      nullable("block_hash", "utf8", "Hash of that block"),
      nullable("gas_paid_wei", "decimal38", "What it paid for gas", "wei"),
      field("attempts", "int64", "Transactions that were signed for it", "count"),
      nullable("order_id", "utf8", "Order that a keeper executes later; of a spell in two phases"),
      nullable("order_status", "dictionary", "open, executed, cancelled or frozen"),
      nullable("health_after", "utf8", "Health factor of the loans after its block, a decimal as text"),
      field("balances_before", "utf8", "JSON: token, symbol, decimals and amount in smallest units", "JSON"),
      field("balances_after", "utf8", "JSON: as balances_before", "JSON"),
      field("created_at", "timestamp", "When the vault took it in, by the wall clock"),
      field("changed_at", "timestamp", "When it entered its state, by the wall clock"),
    ],
  },
  fires: {
    name: "fires",
    version: 1,
    description: "Fires that one vault accepted",
    scope: "vault",
    timeField: "fired_at",
    fields: [
      field("fire_id", "utf8", "Id of the fire"),
      field("fired_at", "timestamp", "Event time of the evaluation that fired"),
      field("trigger_id", "dictionary", "Trigger that fired"),
      field("trigger_version", "int64", "Version of the trigger", "count"),
      field("epoch", "int64", "How often the trigger had fired before", "count"),
      field("deadline_at", "timestamp", "Chain time after which nothing may be cast for it"),
      field("snapshot", "utf8", "Sample set that the evaluation used"),
      field("leaves", "list", "Leaves of the condition, in the order of the text"),
      field("explain", "utf8", "JSON: each leaf with both sides, the samples it saw and whether it held", "JSON"),
    ],
  },
} as const satisfies Readonly<Record<string, Dataset>>;

export type VaultDatasetName = keyof typeof datasets;
export const vaultDatasets: { readonly [Name in VaultDatasetName]: Dataset<Name> } = datasets;
export const isVaultDatasetName = (name: string): name is VaultDatasetName => Object.hasOwn(datasets, name);
