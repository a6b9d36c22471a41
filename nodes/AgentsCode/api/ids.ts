const MAX_ID_LENGTH = 500;

/**
 * Whether an id can stand as one segment of a request's path.
 *
 * @param label the parameter as the user knows it, such as "Agent"
 * @returns what is wrong with it, in words for the user; undefined when it is fine
 */
export function idComplaint(id: string, label: string): string | undefined {
	if (id === '') return `The ${label} ID is empty`;
	if (id.length > MAX_ID_LENGTH) {
		return `The ${label} ID is longer than ${MAX_ID_LENGTH} characters`;
	}
	if (id === '.' || id === '..' || /[/\\\p{Cc}]|\p{Cs}/u.test(id)) {
		return `"${id.replace(/\p{Cc}/gu, '?')}" can't be the ID of ${label === 'Agent' ? 'an agent' : 'a job'}: it must be a name without slashes, and not only dots`;
	}
	return undefined;
}
