#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that an old one gets a sentence and not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `passerelle: this is Node ${process.versions.node}; Node 22.19 or newer is needed.\n` +
      'Remedy: install a newer Node from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

const { existsSync } = await import('node:fs');
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const built = new URL('../dist/cli/main.js', import.meta.url);
// A clone that was not built has only the source.
await import(existsSync(built) ? built.href : new URL('../src/cli/main.ts', import.meta.url).href);
