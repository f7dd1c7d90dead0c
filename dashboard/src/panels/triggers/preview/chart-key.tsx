/** What the marks of the charts mean. */
export function ChartKey({ hasNear }: { readonly hasNear: boolean }) {
  return (
    <ul className="tr-key">
      <li>
        <svg viewBox="0 0 20 12" aria-hidden="true">
          <path className="tr-line" d="M0 8L6 4L12 7L20 3" />
        </svg>
        value
      </li>
      <li>
        <svg viewBox="0 0 20 12" aria-hidden="true">
          <path className="tr-threshold" d="M0 6H20" />
        </svg>
        threshold
      </li>
      <li>
        <svg viewBox="0 0 20 12" aria-hidden="true">
          <path className="tr-fire" d="M6 12V1h9l-3 3 3 3h-9" />
        </svg>
        fire
      </li>
      {hasNear ? (
        <li>
          <svg viewBox="0 0 20 12" aria-hidden="true">
            <circle className="tr-near" cx={10} cy={6} r={4} />
          </svg>
          came near
        </li>
      ) : null}
    </ul>
  );
}
