// Runs before the first paint, so that a chosen theme never flashes the other one. Storage may be forbidden.
try {
  const theme = localStorage.getItem("portent.theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's preference holds.
}
