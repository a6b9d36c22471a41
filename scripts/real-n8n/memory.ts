import { fs } from '../platform';

/** Resident memory of a process group in bytes, read from /proc; 0 where there is none (not Linux). */
export async function groupMemoryBytes(leader: number): Promise<number> {
	const entries = await fs.readdir('/proc').catch(() => []);
	const shares = await Promise.all(
		entries.filter((name) => /^\d+$/.test(name)).map((pid) => memberBytes(pid, leader)),
	);
	return shares.reduce((sum, bytes) => sum + bytes, 0);
}

async function memberBytes(pid: string, leader: number): Promise<number> {
	const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	// The name, in brackets, may hold spaces; state, parent and group follow it.
	const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	if (Number(group) !== leader) return 0;
	const status = await fs.readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}
