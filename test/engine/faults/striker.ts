import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Emulator, FaultHandle, FaultKind, RouteName } from '../../emulator';
import type { Call } from './calls';
import type { FaultRow } from './faults';

/** Whether the fault strikes once, or for good. */
export type Lasting = 'once' | 'lasting';

/** Faults of a start under which the service may have done its work before it failed to say so. */
function startsAnyway(kind: FaultKind): boolean | undefined {
	if (kind.kind !== 'status') return true;
	return kind.status >= 500 || [408, 409, 425].includes(kind.status) ? true : undefined;
}

const PATHS: Array<[RouteName, RegExp]> = [
	['listAgents', /\/agents$/],
	['getJob', /\/agents\/[^/]+\/[^/]+$/],
	['startJob', /\/agents\/[^/]+$/],
	['getBalance', /\/credits\/balance$/],
	['getHistory', /\/credits\/history$/],
];

function routeOf({ url, baseURL = '' }: IHttpRequestOptions): RouteName {
	return PATHS.find(([, path]) => path.test(baseURL + url))?.[0] ?? 'unknown';
}

/** Plays a fault on the requests of a call, and keeps count. */
export class Striker {
	private isOn = false;
	private handles: FaultHandle[] = [];
	private wasAskedAgain?: boolean;
	/** For each request of the faulted routes: where to, and whether the fault met it. */
	private readonly asked: Array<{ route: RouteName; what: string; isMet: boolean }> = [];

	constructor(
		private readonly emulator: Emulator,
		private readonly row: FaultRow,
		private readonly call: Call,
		private readonly lasting: Lasting,
	) {}

	strike(): void {
		this.isOn = true;
		const { row, call } = this;
		if (row.play === 'refused') return;
		for (const route of call.routes) {
			const kind = row.play(route, this.emulator.apiKey);
			this.handles.push(
				this.emulator.fault({
					...kind,
					route,
					after: call.after,
					times: this.lasting === 'once' ? 1 : Infinity,
					startsAnyway: route === 'startJob' ? startsAnyway(kind) : undefined,
				}),
			);
		}
	}

	mend(): void {
		this.wasAskedAgain = this.isAskedAgain;
		this.isOn = false;
		this.handles.forEach((handle) => handle.remove());
	}

	/** Closes the port under the requests that are to be refused, and opens it for all others. */
	beforeSend = async (request: IHttpRequestOptions): Promise<void> => {
		if (this.row.play !== 'refused') return;
		const route = routeOf(request);
		const isMet = this.isOn && this.isDue(route);
		if (this.call.routes.includes(route)) {
			const what = `${route} ${JSON.stringify(request.qs ?? {})}`;
			this.asked.push({ route, what, isMet });
		}
		await (isMet ? this.emulator.pause() : this.emulator.resume());
	};

	private isDue(route: RouteName): boolean {
		if (!this.call.routes.includes(route)) return false;
		if (this.asked.length < (this.call.after ?? 0)) return false;
		return (
			this.lasting === 'lasting' || !this.asked.some((one) => one.isMet && one.route === route)
		);
	}

	/** Whether what the fault met was asked for again and got a sound answer. */
	get isAskedAgain(): boolean {
		if (this.wasAskedAgain !== undefined) return this.wasAskedAgain;
		const asked =
			this.row.play === 'refused'
				? this.asked
				: this.emulator.requests
						.filter(({ route }) => this.call.routes.includes(route))
						.map(({ path, fault }) => ({ what: path, isMet: fault !== undefined }));
		return asked.some(
			({ what, isMet }, index) =>
				isMet && asked.slice(index + 1).some((later) => later.what === what && !later.isMet),
		);
	}

	get hasStruck(): boolean {
		return this.asked.some(({ isMet }) => isMet) || this.handles.some(({ played }) => played > 0);
	}
}
