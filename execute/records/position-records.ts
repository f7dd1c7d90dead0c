import type { Ledger } from "../core/positions/ledger.ts";
import { idOf, type Observation } from "../core/positions/observation.ts";

/** What positions are worked out from. Observations are only ever added; the checkpoint is replaced. */
export class PositionRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  load(): Ledger {
    const rows = [
      ...this.#sql.exec<{ is_checkpoint: number; observation: string }>(
        "select is_checkpoint, observation from position_observations order by block, id",
      ),
    ].map(({ is_checkpoint, observation }) => ({
      isCheckpoint: is_checkpoint === 1,
      observation: JSON.parse(observation) as Observation,
    }));
    const checkpoint = rows.find(({ isCheckpoint }) => isCheckpoint)?.observation;
    return {
      observations: rows.filter(({ isCheckpoint }) => !isCheckpoint).map(({ observation }) => observation),
      checkpoint: checkpoint?.kind === "reading" ? checkpoint : null,
    };
  }

  /** Writes what a ledger has more than the loaded one that it was made from. What is stored is never changed. */
  store({ observations, checkpoint }: Ledger, loaded: Ledger): void {
    if (checkpoint !== loaded.checkpoint) this.#sql.exec("delete from position_observations where is_checkpoint = 1");
    for (const observation of observations.slice(loaded.observations.length)) this.#add(observation, 0);
    if (checkpoint !== null && checkpoint !== loaded.checkpoint) this.#add(checkpoint, 1);
  }

  #add(observation: Observation, isCheckpoint: 0 | 1): void {
    this.#sql.exec(
      "insert into position_observations (id, block, is_checkpoint, observation) values (?, ?, ?, ?)",
      idOf(observation),
      observation.block,
      isCheckpoint,
      JSON.stringify(observation),
    );
  }
}
