import type { ComponentType } from "react";
import type { z } from "zod";
import type { Result } from "../../../contracts/result.ts";
import type { DashboardState } from "../data/dashboard-state.ts";
import type { Answer, LoadProblem } from "../data/fetch-json.ts";
import type { KeptControls } from "../offline/kept-things.ts";
import type { OwnerControls } from "./owner.ts";
import type { Settings } from "./settings.ts";
import type { TabNotes } from "./tab-notes.ts";

export type Params = Readonly<Record<string, string | undefined>>;

/**
 * What a panel is given: all that it may know of the page and ask of it. A panel touches neither the address, nor storage, nor the
 * socket itself, so that the same panel runs wherever a host of this shape does.
 */
export type Host = {
  /** The live data, and how the connection is. */
  readonly state: DashboardState;
  /** The present moment of the feed; 0 before the first price. */
  readonly nowMs: number;
  /** The panel's part of the address: `#/clusters?view=slow` gives `{ view: "slow" }`. */
  readonly params: Params;
  /** Changes some of them; one without a value is taken out. `push`: the reader can go back to what was before. */
  readonly setParams: (changes: Readonly<Record<string, string | null | undefined>>, how?: "push" | "replace") => void;
  /** Address of a panel, for links. */
  readonly hrefOf: (panel: string, params?: Params) => string;
  /**
   * Reads a route of the server and checks its shape. Failures are values; an answer with `storedAtMs` is the last known one, because the
   * server does not answer. `body`: by POST. An aborted one is `unreachable`.
   */
  readonly load: <T>(
    path: string,
    schema: z.ZodType<T>,
    asked?: { readonly body?: unknown; readonly signal?: AbortSignal },
  ) => Promise<Answer<T>>;
  /** Reads bytes of a route, with progress where the length is known. */
  readonly loadBytes: (
    path: string,
    onProgress?: (loaded: number, total: number | null) => void,
  ) => Promise<Result<Uint8Array, LoadProblem>>;
  /** What must survive a reload, and is too long for the address or none of its business. */
  readonly tab: TabNotes;
  readonly settings: Settings;
  /** Tries again what could not be loaded. */
  readonly retry: () => void;
  readonly page: PageControls;
  /** What the shown vault's owner can do. */
  readonly owner: OwnerControls;
};

/** What belongs to the page as a whole. Few panels need it. */
export type PageControls = {
  /** All panels in the order of the menu. */
  readonly panels: readonly PanelManifest[];
  /** What the window's title says of this view, such as a price; null: the panel's title. */
  readonly setTitle: (title: string | null) => void;
  readonly changeSettings: (changes: Partial<Settings>) => void;
  /** Whether this tab was opened with a vault, and how to forget it. */
  readonly hasVault: boolean;
  readonly closeVault: () => void;
  /** What the page keeps in this browser, and which build of it runs. */
  readonly kept: KeptControls;
};

export type PanelProps = { readonly host: Host };

/** One folder under `panels/` is one panel; its `manifest.ts` exports this as `manifest`. */
export type PanelManifest = {
  /** As in the address: `#/<id>`. */
  readonly id: string;
  readonly title: string;
  /** What one finds there, in one line: shown in the palette. */
  readonly summary: string;
  /** Its place in the menu. */
  readonly order: number;
  /** Pressed after `g`, it opens the panel. */
  readonly key: string;
  /** Once opened it stays in the page, unseen and still, so that what was typed and what was loaded is there on return. */
  readonly stays?: boolean;
  /** Its code, loaded when it is first opened. */
  readonly load: () => Promise<{ readonly default: ComponentType<PanelProps> }>;
};
