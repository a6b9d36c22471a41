import { path } from './platform';

/** The folder of this repository. */
export const REPOSITORY = path.dirname(require.resolve('../package.json'));
