import { useEffect, useState } from "react";

/** How long it has been running, by the tenth of a second. */
export function RunningTime() {
  const [startedAt] = useState(() => performance.now());
  const [now, setNow] = useState(startedAt);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(performance.now()), 100);
    return () => window.clearInterval(timer);
  }, []);
  return <span className="number muted">{((now - startedAt) / 1_000).toFixed(1)} s</span>;
}
