/**
 * The names that saved workflows depend on. A change here breaks workflows of users, unless it comes
 * with a new version of the node.
 */
export const INTERFACE: Array<[resource: string, operation: string, parameters: string[]]> = [
	['agent', 'getAll', ['returnAll', 'limit', 'filters']],
	['agent', 'get', ['agentId']],
	[
		'agent',
		'run',
		[
			'agentId',
			'inputMode',
			'inputFields',
			'inputJson',
			'inputText',
			'waitForCompletion',
			'options',
		],
	],
	['job', 'get', ['agentId', 'jobId']],
	['job', 'wait', ['agentId', 'jobId', 'options']],
	['credit', 'getBalance', []],
	['credit', 'getHistory', ['returnAll', 'limit', 'filters']],
	['credit', 'getUsageReport', ['period', 'from', 'to', 'groupBy', 'format']],
];

export const COLLECTIONS: Array<
	[resource: string, operation: string, collection: string, names: string[]]
> = [
	['agent', 'getAll', 'filters', ['search', 'status']],
	['credit', 'getHistory', 'filters', ['agentId', 'statuses', 'startedAfter', 'startedBefore']],
	[
		'agent',
		'run',
		'options',
		[
			'contextData',
			'timeoutSeconds',
			'onTimeout',
			'onFailure',
			'pollIntervalSeconds',
			'maxConcurrentJobs',
			'checkCredits',
			'releaseWorker',
		],
	],
	[
		'job',
		'wait',
		'options',
		[
			'timeoutSeconds',
			'onTimeout',
			'onFailure',
			'pollIntervalSeconds',
			'maxConcurrentJobs',
			'releaseWorker',
		],
	],
];

export const DEFAULTS: Array<[resource: string, operation: string, name: string, value: unknown]> =
	[
		['agent', 'getAll', 'returnAll', false],
		['agent', 'getAll', 'limit', 50],
		['credit', 'getHistory', 'returnAll', false],
		['credit', 'getHistory', 'limit', 50],
		['credit', 'getUsageReport', 'period', 'last7Days'],
		['credit', 'getUsageReport', 'from', ''],
		['credit', 'getUsageReport', 'to', ''],
		['credit', 'getUsageReport', 'groupBy', 'agent'],
		['credit', 'getUsageReport', 'format', 'items'],
		['agent', 'run', 'inputMode', 'fields'],
		['agent', 'run', 'waitForCompletion', true],
		['agent', 'run', 'options.timeoutSeconds', 600],
		['agent', 'run', 'options.onTimeout', 'error'],
		['agent', 'run', 'options.onFailure', 'error'],
		['agent', 'run', 'options.pollIntervalSeconds', 0],
		['agent', 'run', 'options.maxConcurrentJobs', 50],
		['agent', 'run', 'options.checkCredits', false],
		['agent', 'run', 'options.contextData', ''],
		['agent', 'run', 'options.releaseWorker', false],
		['job', 'wait', 'options.timeoutSeconds', 600],
		['job', 'wait', 'options.onTimeout', 'error'],
		['job', 'wait', 'options.onFailure', 'error'],
		['job', 'wait', 'options.pollIntervalSeconds', 0],
		['job', 'wait', 'options.maxConcurrentJobs', 50],
		['job', 'wait', 'options.releaseWorker', false],
	];

export const CHOICES: Array<[resource: string, operation: string, name: string, values: string[]]> =
	[
		['agent', 'run', 'inputMode', ['fields', 'json', 'text']],
		['agent', 'run', 'options.onTimeout', ['error', 'returnJob']],
		['agent', 'run', 'options.onFailure', ['error', 'returnJob']],
		['job', 'wait', 'options.onTimeout', ['error', 'returnJob']],
		['job', 'wait', 'options.onFailure', ['error', 'returnJob']],
		['agent', 'getAll', 'filters.status', ['active', 'any', 'inactive']],
		[
			'credit',
			'getHistory',
			'filters.statuses',
			['active', 'cancelled', 'completed', 'failed', 'queued'],
		],
		[
			'credit',
			'getUsageReport',
			'period',
			['custom', 'last30Days', 'last7Days', 'lastMonth', 'thisMonth'],
		],
		['credit', 'getUsageReport', 'groupBy', ['agent', 'day', 'month', 'none', 'status', 'week']],
		['credit', 'getUsageReport', 'format', ['html', 'items', 'markdown']],
	];
