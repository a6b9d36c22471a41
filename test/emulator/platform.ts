/**
 * The one door to Node's own modules. The official lint rules forbid them to every TypeScript file
 * of the package, because n8n forbids them to what is shipped; the emulator is never shipped.
 */
export { execFile, spawn } from 'node:child_process';
export { readFileSync } from 'node:fs';
export { createServer } from 'node:http';
export type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
export type { AddressInfo, Socket } from 'node:net';
export { default as process } from 'node:process';
export { clearTimeout, setTimeout } from 'node:timers';
export { isDeepStrictEqual, parseArgs } from 'node:util';
