import { type ActiveHours, weekdays } from "../contracts/trigger.ts";

/**
 * The hours in which triggers may fire, as one shared state that is brought up to date once per grid point. Local time
 * comes from the platform's time zone data, so daylight saving is what the zone's rules say.
 */
export class ActiveWindow {
  isOpen = false;
  readonly #format: Intl.DateTimeFormat;
  readonly #fromMinute: number;
  readonly #toMinute: number;
  readonly #days: ReadonlySet<number>;

  constructor(hours: ActiveHours) {
    this.#fromMinute = toMinute(hours.from);
    this.#toMinute = toMinute(hours.to);
    this.#days = new Set(hours.days.map((day) => weekdays.indexOf(day)));
    this.#format = new Intl.DateTimeFormat("en-GB", {
      timeZone: hours.timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  }

  /** Says whether it opened or closed. */
  update(atMs: number): boolean {
    const isOpen = this.includes(atMs);
    const hasChanged = isOpen !== this.isOpen;
    this.isOpen = isOpen;
    return hasChanged;
  }

  includes(atMs: number): boolean {
    const { day, minute } = this.#localTime(atMs);
    if (this.#fromMinute < this.#toMinute) {
      return this.#days.has(day) && minute >= this.#fromMinute && minute < this.#toMinute;
    }
    const dayBefore = (day + 6) % 7;
    return (
      (minute >= this.#fromMinute && this.#days.has(day)) || (minute < this.#toMinute && this.#days.has(dayBefore))
    );
  }

  #localTime(atMs: number): { day: number; minute: number } {
    const parts = new Map(this.#format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const day = (weekdays as readonly string[]).indexOf(parts.get("weekday")?.toLowerCase() ?? "");
    return { day, minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")) };
  }
}

const toMinute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
