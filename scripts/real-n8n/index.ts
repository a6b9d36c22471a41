/**
 * A real n8n on this machine, for the demo, the end-to-end tests and the measurements.
 *
 * ```ts
 * const installed = await installN8n();                         // once per machine, into .cache/
 * await placePackage(await packPackage(), userFolder);          // as n8n installs community packages
 * const n8n = await RealN8n.boot(installed, { userFolder });    // free port, quiet, own database
 * const session = await signIn(n8n.url);                        // sets the owner up the first time
 * await createAgentsCodeCredential(session, { apiKey, baseUrl });
 * const workflow = await importWorkflow(session, file);
 * const execution = await waitForExecution(session, await startRun(session, workflow));
 * itemsOf(execution, 'AgentsCode');  nodeTimeMs(execution, 'AgentsCode');
 * await n8n.kill(); await n8n.start();                          // a crash, and the same data again
 * await n8n.stop();
 * ```
 */
export * from './api/account';
export * from './api/credentials';
export * from './api/executions';
export * from './api/pickers';
export * from './api/publication';
export * from './api/session';
export * from './api/workflows';
export { cacheFolder } from './cache';
export { type BootOptions, PortInUse, RealN8n } from './instance';
export { type InstalledN8n, installN8n, type InstallOptions } from './install';
export { freshUserFolder } from './leftover';
export { type PackedPackage, packPackage, placePackage } from './package';
export { freePort, isPortTaken } from './ports';
export { type Say, sayInTerminal, step } from './progress';
export { DEFAULT_N8N_VERSION } from './versions';
