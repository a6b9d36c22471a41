/**
 * The one door to Node's own modules, which the official lint rules forbid to every TypeScript file
 * of the package because n8n forbids them to what is shipped; measurements are never shipped.
 */
export { default as os } from 'node:os';
export { fs, parseArgs, path, process } from '../../scripts/platform';
