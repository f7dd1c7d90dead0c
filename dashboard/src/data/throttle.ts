/** Runs `run` at once, then at most every `everyMs`; a call in between is made up for at the end of the pause. */
export function throttle(
  run: () => void,
  everyMs: number,
  setTimer: (run: () => void, afterMs: number) => () => void,
): { readonly call: () => void; readonly cancel: () => void } {
  let isPaused = false;
  let isOwed = false;
  let cancelTimer = (): void => undefined;
  const call = (): void => {
    if (isPaused) {
      isOwed = true;
      return;
    }
    isPaused = true;
    isOwed = false;
    cancelTimer = setTimer(() => {
      isPaused = false;
      if (isOwed) call();
    }, everyMs);
    run();
  };
  return { call, cancel: () => cancelTimer() };
}
