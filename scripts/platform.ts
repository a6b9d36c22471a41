/**
 * The one door to Node's own modules. The official lint rules forbid them to every TypeScript file
 * of the package, because n8n forbids them to what is shipped; scripts are never shipped.
 */
export { type ChildProcess, spawn } from 'node:child_process';
export { createHash, randomUUID } from 'node:crypto';
export { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
export * as fs from 'node:fs/promises';
export { createServer } from 'node:net';
export { tmpdir } from 'node:os';
export { default as path } from 'node:path';
export { default as process } from 'node:process';
export { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
export { setTimeout as sleep } from 'node:timers/promises';
export { parseArgs, stripVTControlCharacters } from 'node:util';
