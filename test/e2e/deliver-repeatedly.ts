/** Delivers a batch twice at the same time, and once more afterwards, as queues that repeat may do. */
export async function deliverRepeatedly(
  batch: MessageBatch,
  deliver: (batch: MessageBatch) => Promise<void>,
): Promise<void> {
  await Promise.all([deliver(batch), deliver(batch)]);
  await deliver(batch);
}
