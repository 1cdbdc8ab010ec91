// Runs the command line from source, with nothing of its own on standard output.
import './check-node.mjs';

const { enableCompileCache } = await import('node:module');
enableCompileCache();
await import('../src/cli/main.ts');
