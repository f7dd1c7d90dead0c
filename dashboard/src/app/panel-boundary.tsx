import { Component, type ReactNode } from "react";

type BoundaryProps = {
  readonly title: string;
  /** Before it is tried again. */
  readonly onRetry: () => void;
  readonly children: ReactNode;
};

/** Where a panel breaks, it says so in its own place, and the rest of the page lives on. */
export class PanelBoundary extends Component<BoundaryProps, { readonly problem: string | null }> {
  override state = { problem: null };

  static getDerivedStateFromError(cause: unknown): { problem: string } {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <section className="panel page-state" role="alert" data-testid="panel-broken">
        <h2>{this.props.title} cannot be shown</h2>
        <p className="muted">
          The rest of the page works. What failed: <code className="breakable">{problem}</code>
        </p>
        <p className="page-state-acts">
          <button
            type="button"
            className="button"
            onClick={() => {
              this.props.onRetry();
              this.setState({ problem: null });
            }}
          >
            Try again
          </button>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            Reload the page
          </button>
        </p>
      </section>
    );
  }
}
