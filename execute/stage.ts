import { Fires } from "../contracts/fires.ts";
import type { VaultAddress } from "../contracts/ids.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import type { Result } from "../contracts/result.ts";
import { emit, type Outcome, park, retry, type Stage } from "../contracts/stage.ts";

/** What a vault says to fires: how many it took in now, or that the message is not the evaluate stage's. */
export type AcceptReport = Result<
  { readonly accepted: number; readonly refused: number },
  { code: string; message: string }
>;

export type ExecuteDeps = {
  readonly acceptFires: (vault: VaultAddress, message: Fires) => Promise<AcceptReport>;
};

/**
 * Hands each vault the message that names it. The vault checks everything itself and keeps a record of what it
 * refuses; a repeat is recognised there by trigger, version and epoch.
 */
export const executeStage: Stage<typeof Fires, ExecuteDeps> = {
  name: "execute",
  input: Fires,
  /** Sent by the vaults' outboxes: a cast's state and its record are one transaction there. */
  output: { journal: JournalRecords },
  async process(batch, deps) {
    return Promise.all(batch.map((message) => deliver(message, deps)));
  },
};

async function deliver(message: Fires, { acceptFires }: ExecuteDeps): Promise<Outcome> {
  try {
    const { body } = message;
    // Each vault its own entry: what it has to read and verify does not grow with the number of vaults.
    const reports = await Promise.all(
      body.entries.map((entry) => acceptFires(entry.vault, { ...message, body: { ...body, entries: [entry] } })),
    );
    const fault = reports.find((report) => !report.ok);
    return fault === undefined || fault.ok ? emit() : park(fault.error.code, fault.error.message);
  } catch (cause) {
    return retry("vault-unreachable", String(cause));
  }
}
