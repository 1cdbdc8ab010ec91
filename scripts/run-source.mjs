// Runs the command line from source, with nothing of its own on standard output.
import './check-node.mjs';

const { enableCompileCache } = await import('node:module');
enableCompileCache();
// npm runs scripts in the package's folder; paths are meant from where the person stands.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import('../src/cli/main.ts');
