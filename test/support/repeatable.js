const fc = require('fast-check');

// A mutant must be judged the same each time. It meets each property in its first examples, or is
// told by a table; one counterexample is enough, and is not made small.
fc.configureGlobal({ seed: 20260501, numRuns: 25, endOnFailure: true });
