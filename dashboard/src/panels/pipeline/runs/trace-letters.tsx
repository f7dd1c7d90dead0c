import { LettersPage } from "../../../../../contracts/dead-letter-views.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";

/** Dead letters that carry a trace. */
export function TraceLetters({ host, traceId }: { readonly host: Host; readonly traceId: string }) {
  const { data } = useLoaded(host.load, `/v1/dead-letters?state=all&trace=${traceId}`, LettersPage);
  if (data === null || data.letters.length === 0) return null;
  return (
    <p className="panel-foot" data-testid="trace-letters">
      Dead letters of this trace:{" "}
      {data.letters.map(({ id, queue, state }, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          <a href={host.hrefOf("pipeline", { tab: "letters", letter: id })}>
            {queue} ({state})
          </a>
        </span>
      ))}
      .
    </p>
  );
}
