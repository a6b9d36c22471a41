const begun = new WeakSet<object>();

/**
 * Whether this is the first poll since n8n took the trigger up. Each activation has static data of its
 * own; the activation's mode cannot tell, since it stays the same for all polls that follow.
 *
 * @param staticData as `getWorkflowStaticData('node')` gives it
 */
export function isFirstPoll(staticData: object): boolean {
	if (begun.has(staticData)) return false;
	begun.add(staticData);
	return true;
}
