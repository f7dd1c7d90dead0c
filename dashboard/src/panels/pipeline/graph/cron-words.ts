/** A schedule in words, all of them in UTC; one that is not of the usual kinds as it is written. */
export function cronWords(cron: string): string {
  const [minute = "", hour = "", ...days] = cron.split(" ");
  if (days.some((part) => part !== "*") || days.length !== 3) return cron;
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (hour === "*") {
    if (minute === "*") return "every minute";
    if (everyMinutes !== undefined) return `every ${everyMinutes} m`;
    return /^\d+$/.test(minute) ? `each hour at :${minute.padStart(2, "0")}` : cron;
  }
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (everyHours !== undefined && minute === "0") return `every ${everyHours} h`;
  const isMoment = /^\d+$/.test(minute) && /^\d+$/.test(hour);
  return isMoment ? `daily at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` : cron;
}
