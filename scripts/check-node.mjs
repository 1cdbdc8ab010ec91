// Runs before start, test and the command line, on whatever Node npm found: must itself run on any Node from 14 up.
// Newer npm versions block install scripts unless allowed, and then the devDependency `node` leaves no binary
// behind: npm silently falls back to the system's Node.
const need = [22, 19];
const have = process.versions.node.split('.').map(Number);
if (have[0] < need[0] || (have[0] === need[0] && have[1] < need[1])) {
  console.error(
    `passerelle: this is Node ${process.versions.node}; Node ${need.join('.')} or newer is needed.\n` +
      'The devDependency "node" should have brought it, but its install script did not run.\n' +
      'Remedy: run "npm ci" without --ignore-scripts (look for ignore-scripts=true with "npm config get ignore-scripts"),\n' +
      'or "npm rebuild node --ignore-scripts=false", or install Node 22.19 or newer yourself.',
  );
  process.exit(1);
}
