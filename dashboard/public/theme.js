// Runs before the first paint, so that what was chosen never flashes as something else. Storage may be forbidden.
try {
  const { dataset } = document.documentElement;
  const theme = localStorage.getItem("portent.theme");
  if (theme === "dark" || theme === "light") dataset.theme = theme;
  if (localStorage.getItem("portent.density") === "compact") dataset.density = "compact";
} catch {
  // Without storage the system's preference holds.
}
