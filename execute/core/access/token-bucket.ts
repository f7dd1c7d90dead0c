/** A caller may do `capacity` at once, and `perSecond` in the long run; both are whole. */
export type BucketLimit = { readonly capacity: number; readonly perSecond: number };
/** In thousandths of a token, which are whole: a rate per second gives as many thousandths each millisecond. */
export type Bucket = { readonly thousandths: number; readonly atMs: number };

export type Taken =
  | { readonly ok: true; readonly bucket: Bucket }
  | { readonly ok: false; readonly bucket: Bucket; readonly retryAfterMs: number };

/** Takes one token. A bucket that nobody has drawn from is full; a clock that goes back fills nothing. */
export function takeToken(bucket: Bucket | undefined, limit: BucketLimit, nowMs: number): Taken {
  const thousandths = bucket === undefined ? limit.capacity * 1_000 : fillOf(bucket, limit, nowMs);
  const atMs = Math.max(bucket?.atMs ?? nowMs, nowMs);
  if (thousandths >= 1_000) return { ok: true, bucket: { thousandths: thousandths - 1_000, atMs } };
  const retryAfterMs = Math.ceil((1_000 - thousandths) / limit.perSecond);
  return { ok: false, bucket: { thousandths, atMs }, retryAfterMs };
}

/** Whether nothing is lost when this bucket is forgotten. */
export const isFull = (bucket: Bucket, limit: BucketLimit, nowMs: number): boolean =>
  fillOf(bucket, limit, nowMs) === limit.capacity * 1_000;

const fillOf = ({ thousandths, atMs }: Bucket, { capacity, perSecond }: BucketLimit, nowMs: number): number =>
  Math.min(capacity * 1_000, thousandths + Math.max(0, nowMs - atMs) * perSecond);
