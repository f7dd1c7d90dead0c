/** What of a service worker's global scope is used here: its own type library does not go together with that of pages. */
export type LifeEvent = Event & { waitUntil(work: Promise<unknown>): void };
export type FetchEvent = LifeEvent & {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
};
export type MessageEventOfPage = LifeEvent & { readonly data: unknown; readonly ports: readonly MessagePort[] };

export type WorkerScope = {
  addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEventOfPage) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
};
