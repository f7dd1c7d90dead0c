import type { Host } from "../host/panel.ts";
import { formatRoute, type Route } from "../host/route.ts";

/** A link to a panel that is not there. The address stays as it is, so that nothing in it is lost. */
export function UnknownView({ route, host }: { readonly route: Route; readonly host: Host }) {
  return (
    <section className="panel page-state" data-testid="unknown-view">
      <h2>This link leads to a view that no longer exists</h2>
      <p className="muted">
        <code className="breakable">{formatRoute(route)}</code> is still in the address, and you can copy it. What there
        is:
      </p>
      <ul className="view-list">
        {host.page.panels.map(({ id, title, summary }) => (
          <li key={id}>
            <a href={host.hrefOf(id)}>{title}</a> <span className="muted">{summary}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
