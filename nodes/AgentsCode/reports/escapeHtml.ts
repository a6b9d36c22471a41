import { visible } from './words';

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** A value from outside as text of a page: it can neither be a tag nor end an attribute. */
export function escapeHtml(text: string): string {
	return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char]);
}
