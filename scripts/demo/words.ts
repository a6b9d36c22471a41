import { OWNER } from '../real-n8n';

/** What to do now, with all that is needed to do it. */
export function welcome(url: string): string {
	return `
The editor is open:

  ${url}

  E-mail    ${OWNER.email}
  Password  ${OWNER.password}

The example workflows are in it, with a credential that points at a stand-in for the
AgentsCode API on this machine. Nothing is sent outside. Ctrl-C ends everything.
`;
}

export const farewell = '\nEnding n8n…';
