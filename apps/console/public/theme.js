// Runs before the first paint, so that a dark page never flashes white. A file, not inline: the page's
// content security policy may forbid inline scripts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('allo.theme');
  } catch {
    // Storage is forbidden in this browser: follow the system.
  }
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
