import { useState } from "react";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { formatBytes } from "../../format/format-bytes.ts";
import type { KeptControls } from "../../offline/kept-things.ts";
import { ForgetAll } from "./forget-all.tsx";
import { checkWords, countWords, keptWords } from "./kept-words.ts";
import { useKeptThings } from "./use-kept-things.ts";

/** What the page keeps in this browser, which version of it runs, and how to be rid of both. */
export function BrowserPanel({ kept }: { readonly kept: KeptControls }) {
  const { report, recount } = useKeptThings(kept);
  const [said, setSaid] = useState<string | null>(null);
  const check = (): void => {
    setSaid("Looking…");
    void kept.checkForUpdate().then((found) => {
      setSaid(checkWords[found]);
      recount();
    });
  };
  return (
    <Panel title="This browser" className="panel-browser">
      <div className="setting">
        <h3>Version</h3>
        <p className="muted">
          {report === null ? (
            "…"
          ) : report.buildId === null ? (
            "This browser keeps no copy of the page."
          ) : (
            <>
              Build{" "}
              <code className="number" data-testid="build-id">
                {report.buildId}
              </code>
              , kept for when there is no connection.
            </>
          )}
        </p>
        <p className="setting-act">
          <button type="button" className="button" onClick={check}>
            Look for a newer version
          </button>
          <span role="status">{said}</span>
        </p>
      </div>
      <div className="setting">
        <h3>What is kept here</h3>
        {report === null ? (
          <Skeleton rows={4} label="Counting what is kept" />
        ) : (
          <>
            <table className="number-table kept-table" data-testid="kept-things">
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col" className="figure">
                    How much
                  </th>
                </tr>
              </thead>
              <tbody>
                {report.things.map((thing) => (
                  <tr key={thing.name}>
                    <th scope="row">
                      {keptWords[thing.name].title}
                      <span className="muted">: {keptWords[thing.name].why}</span>
                    </th>
                    <td className="figure number">{countWords(thing)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="muted">
              {report.usedBytes === null ? "" : `${formatBytes(report.usedBytes)} in all. `}A vault's positions, casts
              and alerts are never kept.
            </p>
          </>
        )}
        <ForgetAll
          hasCloseCalls={report?.things.some(({ name }) => name === "close") ?? false}
          onForget={kept.forgetAll}
        />
      </div>
    </Panel>
  );
}
