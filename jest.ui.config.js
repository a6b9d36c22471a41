const base = require('./jest.e2e.config.js');

/** The same n8n as the end-to-end tests have, looked at in a browser. */
/** @type {import('jest').Config} */
module.exports = { ...base, testMatch: ['<rootDir>/test/ui/**/*.test.ts'] };
