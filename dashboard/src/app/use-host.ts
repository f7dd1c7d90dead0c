import { useMemo, useState } from "react";
import { type DashboardState, feedNowMs } from "../data/dashboard-state.ts";
import type { Address } from "../host/address.ts";
import { createHostBase, setParamsOf } from "../host/create-host.ts";
import type { OwnerControls } from "../host/owner.ts";
import type { Host, PageControls } from "../host/panel.ts";
import type { Route } from "../host/route.ts";
import type { Settings } from "../host/settings.ts";

type HostParts = {
  readonly state: DashboardState;
  readonly route: Route;
  readonly address: Address;
  readonly settings: Settings;
  readonly retry: () => void;
  readonly page: PageControls;
  readonly owner: OwnerControls;
};

/** The host as the present panel sees it. Its functions stay the same while the panel does. */
export function useHost({ state, route, address, settings, retry, page, owner }: HostParts): Host {
  const [base] = useState(() => createHostBase(window.location.origin, () => window.sessionStorage));
  const setParams = useMemo(() => setParamsOf(address, route.panel), [address, route.panel]);
  const nowMs = feedNowMs(state) ?? 0;
  const { params } = route;
  return useMemo(
    () => ({ ...base, state, nowMs, params, setParams, settings, retry, page, owner }),
    [base, state, nowMs, params, setParams, settings, retry, page, owner],
  );
}
