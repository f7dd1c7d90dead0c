import { hostOf, safeLink } from "./story-words.ts";

/** Where it is told. The page itself asks no other host: only a reader who follows the link does. */
export function EvidenceLink({ url }: { readonly url: string | null }) {
  const link = safeLink(url);
  if (link === null) return <span className="muted">no link</span>;
  return (
    <a className="world-link" href={link} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      {hostOf(link)} <span aria-hidden="true">↗</span>
      <span className="visually-hidden"> (opens in a new tab)</span>
    </a>
  );
}
