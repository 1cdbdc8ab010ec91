// Runs the command line from source, with nothing of its own on standard output.
import './check-node.mjs';

const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { endWithNpm } = await import('./end-with-npm.mjs');
endWithNpm();
await import('../src/cli/main.ts');
