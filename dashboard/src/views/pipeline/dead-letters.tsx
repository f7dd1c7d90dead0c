import type { PipelineHealth } from "../../../../contracts/live.ts";

/** Messages that were set aside, per queue. */
export function DeadLetters({ deadLetters }: Pick<PipelineHealth, "deadLetters">) {
  const parked = deadLetters.filter(({ count }) => count > 0);
  if (parked.length === 0) return <p className="panel-foot muted">No message is set aside.</p>;
  return (
    <p className="panel-foot tone-warn">
      Set aside: {parked.map(({ queue, count }) => `${queue} ${count}${count >= 1_000 ? " or more" : ""}`).join(", ")}.
      An operator decides about them under Pipeline, Dead letters.
    </p>
  );
}
