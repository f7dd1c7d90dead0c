import type { Host } from "../../host/panel.ts";

export const tabs = [
  { id: "stages", title: "Stages" },
  { id: "lag", title: "Lag" },
  { id: "sources", title: "Sources" },
  { id: "letters", title: "Dead letters" },
  { id: "runs", title: "Runs" },
  { id: "graph", title: "Graph" },
] as const;
export type Tab = (typeof tabs)[number]["id"];

/** The first where the address names none that there is. */
export const tabOf = (host: Pick<Host, "params">): Tab => tabs.find(({ id }) => id === host.params.tab)?.id ?? "stages";

/** The parts of the panel, each with an address of its own. */
export function Tabs({ host, setAside }: { readonly host: Host; readonly setAside: number }) {
  const shown = tabOf(host);
  return (
    <nav className="pipe-tabs" aria-label="Parts of the pipeline view">
      {tabs.map(({ id, title }) => (
        <a
          key={id}
          href={host.hrefOf("pipeline", id === "stages" ? {} : { tab: id })}
          aria-current={shown === id ? "page" : undefined}
        >
          {title}
          {id === "letters" && setAside > 0 ? (
            <span className="pipe-tab-count">
              {setAside}
              <span className="visually-hidden"> set aside</span>
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}
