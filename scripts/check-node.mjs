// Runs before start and test, on whatever Node npm found: must itself run on any Node from 14 up.
// Newer npm versions block install scripts unless allowed, and then the devDependency `node` leaves no binary
// behind: npm silently falls back to the system's Node.
const need = [22, 19];
const have = process.versions.node.split('.').map(Number);
if (have[0] < need[0] || (have[0] === need[0] && have[1] < need[1])) {
  console.error(
    `passerelle: this is Node ${process.versions.node}; Node ${need.join('.')} or newer is needed.\n` +
      'The devDependency "node" should have brought it, but its install script did not run.\n' +
      'Remedy: run "npm rebuild node" (or "npm ci" with install scripts allowed for "node"), or install Node 22.19+.',
  );
  process.exit(1);
}
