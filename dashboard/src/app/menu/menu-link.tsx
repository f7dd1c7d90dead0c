import type { PanelManifest } from "../../host/panel.ts";

type MenuLinkProps = {
  readonly panel: PanelManifest;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly onFollow: () => void;
};

export function MenuLink({ panel, href, isCurrent, onFollow }: MenuLinkProps) {
  const { id, title, summary, key } = panel;
  return (
    <li>
      <a
        className={`menu-link ${isCurrent ? "is-current" : ""}`}
        href={href}
        title={`${summary} (g ${key})`}
        aria-current={isCurrent ? "page" : undefined}
        data-testid={`menu-${id}`}
        onClick={onFollow}
      >
        {title}
      </a>
    </li>
  );
}
