import { z } from "zod";
import { LiveMessage } from "../../../contracts/live.ts";
import { PriceTick } from "../../../contracts/price-ticks.ts";

export type MessageReader = {
  readonly read: (text: string) => void;
  /** Forgets what waits: it came over a socket that is gone. */
  readonly clear: () => void;
};

type ReaderDeps = {
  readonly onMessage: (message: LiveMessage) => void;
  readonly onUnreadable: () => void;
  /** Runs something later; returns how to call it off. */
  readonly setTimer: (run: () => void, afterMs: number) => () => void;
};

/** Ticks that are checked at once: about two milliseconds' work, so that a frame is not missed. */
const ticksAtOnce = 80;

const Ticks = z.array(PriceTick);
/** A price message as far as its ticks, which may be hundreds. */
const PricesShape = z.object({ type: z.literal("prices"), data: z.object({ ticks: z.array(z.unknown()) }) });

/**
 * Checks messages of the socket and hands them on in the order in which they came. A message with many ticks is checked in parts, with
 * frames drawn in between; where others wait behind it, as in a page that nobody looks at, it is checked at once.
 */
export function createMessageReader({ onMessage, onUnreadable, setTimer }: ReaderDeps): MessageReader {
  let waiting: string[] = [];
  let isReading = false;
  let cancelTimer = (): void => undefined;

  function next(): void {
    const text = waiting.shift();
    if (text === undefined) {
      isReading = false;
      return;
    }
    isReading = true;
    const value = parseJson(text);
    const prices = PricesShape.safeParse(value);
    if (prices.success && prices.data.data.ticks.length > ticksAtOnce) checkParts(value, prices.data.data.ticks, 0, []);
    else finish(LiveMessage.safeParse(value));
  }

  function checkParts(value: unknown, ticks: readonly unknown[], from: number, checked: PriceTick[]): void {
    const until = waiting.length > 0 ? ticks.length : from + ticksAtOnce;
    const part = Ticks.safeParse(ticks.slice(from, until));
    if (!part.success) {
      finish(part);
      return;
    }
    checked.push(...part.data);
    if (until < ticks.length) {
      cancelTimer = setTimer(() => checkParts(value, ticks, until, checked), 0);
      return;
    }
    const { data, ...rest } = value as { readonly data: object };
    const whole = LiveMessage.safeParse({ ...rest, data: { ...data, ticks: [] } });
    if (whole.success && whole.data.type === "prices") {
      finish({ success: true, data: { ...whole.data, data: { ...whole.data.data, ticks: checked } } });
    } else finish({ success: false });
  }

  function finish(result: { readonly success: true; readonly data: LiveMessage } | { readonly success: false }): void {
    if (result.success) onMessage(result.data);
    else onUnreadable();
    next();
  }

  return {
    read: (text) => {
      waiting.push(text);
      if (!isReading) next();
    },
    clear: () => {
      cancelTimer();
      waiting = [];
      isReading = false;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
