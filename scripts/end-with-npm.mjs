// npm hands SIGTERM to the shell between it and a script, and where that shell is dash (Debian) the script is left
// running. So a script that npm started ends as on SIGTERM when that shell is gone. Seen with npm 11.19, 2026-11-24.
const parent = process.ppid;

export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
