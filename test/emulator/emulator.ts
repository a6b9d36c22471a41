import { randomBytes } from 'node:crypto';

import type { EmulatedAgent } from './agents';
import {
	type Behaviour,
	type BehaviourChange,
	changed,
	documentedBehaviour,
	type FinalStatus,
} from './behaviour';
import { Connections } from './connections';
import { Contract } from './contract';
import { type Fault, type FaultHandle, Faults } from './faults';
import type { EmulatedJob } from './jobs';
import type { EmulatorOptions } from './options';
import { Port } from './port';
import { RateLimit } from './rateLimit';
import { type RecordedRequest, Recorder, type RequestFilter } from './recorder';
import type { RouteName } from './routes';
import type { SeedOptions, SeedRow } from './seeds';
import { createApp } from './server';
import { type Credits, Service, type StartOptions } from './service';
import { Stranger, type StrangerRequest } from './stranger';

const BASE_PATH = '/v1';

/** A running stand-in for the AgentsCode API; the overview is in index.ts. */
export class Emulator {
	/** Change it to make the old key wrong. */
	apiKey: string;
	/** Change any part at any time; the next request or start meets it. */
	behaviour: Behaviour;
	private service: Service;
	private readonly recorder = new Recorder();
	private readonly faults = new Faults();
	private readonly limit = new RateLimit();
	private readonly connections = new Connections();
	private readonly port: Port;
	private readonly stranger = new Stranger(this.connections);
	private readonly contract?: Contract;

	constructor(private readonly options: EmulatorOptions) {
		this.apiKey = options.apiKey ?? `emulated-${randomBytes(12).toString('hex')}`;
		this.port = new Port(options.port ?? 0, this.connections);
		this.contract = options.contract === false ? undefined : new Contract();
		this.behaviour = this.firstBehaviour();
		this.service = this.freshService();
	}

	/** Opens the ports; rejects when the wanted one is taken. */
	async open(): Promise<this> {
		const desk = {
			service: () => this.service,
			behaviour: () => this.behaviour,
			apiKey: () => this.apiKey,
			recorder: this.recorder,
			faults: this.faults,
			connections: this.connections,
			limit: this.limit,
			contract: this.contract,
			strangerUrl: () => this.stranger.url,
		};
		await this.port.open(await createApp(desk, BASE_PATH));
		await this.stranger.open();
		return this;
	}

	/** Ends in `/v1`, as the credential wants it. */
	get baseUrl(): string {
		return this.port.origin + BASE_PATH;
	}

	/** The catalogue; push, change or empty it. */
	get agents(): EmulatedAgent[] {
		return this.service.agents;
	}

	/** Credits now; write to them at will. */
	get credits(): Credits {
		this.service.jobs.settle(Date.now());
		return this.service.credits;
	}

	get requests(): RecordedRequest[] {
		return this.recorder.requests;
	}

	/** Requests that reached another origin by a redirect. */
	get strangerRequests(): StrangerRequest[] {
		return this.stranger.requests;
	}

	/** All started jobs in order of start, their ends noticed up to now. */
	get jobs(): EmulatedJob[] {
		this.service.jobs.settle(Date.now());
		return this.service.jobs.all;
	}

	/** Most jobs started and not ended at one moment. */
	get peakJobs(): number {
		return this.service.jobs.peak;
	}

	get runningJobs(): number {
		return this.service.jobs.runningCount(Date.now());
	}

	/** Most requests being answered at one moment. */
	get peakRequests(): number {
		return this.recorder.peak;
	}

	/** What left openapi.yaml without leave, in words; empty when all was as documented. */
	get contractViolations(): string[] {
		return this.contract?.violations ?? [];
	}

	count(route?: RouteName, filter?: RequestFilter): number {
		return this.recorder.count(route, filter);
	}

	behave(change: BehaviourChange): void {
		this.behaviour = changed(this.behaviour, change);
	}

	fault(fault: Fault): FaultHandle {
		return this.faults.add(fault);
	}

	clearFaults(): void {
		this.faults.clear();
	}

	/** Starts a job without a request, as another client would; `startedAtMs` may lie in the past. */
	startJob(agentId: string, input: unknown = {}, options: StartOptions = {}): EmulatedJob {
		const agent = this.agents.find(({ id }) => id === agentId);
		if (!agent) throw new Error(`The emulator has no agent '${agentId}'`);
		return this.service.start(agent, input, undefined, Date.now(), options);
	}

	/** Ends one running job now (all without an id), with the planned outcome or another. */
	finish(jobId?: string, outcome?: FinalStatus): void {
		for (const job of this.service.jobs.all) {
			if (jobId === undefined || job.jobId === jobId)
				this.service.jobs.finish(job, outcome, Date.now());
		}
	}

	/** Adds rows to the history: so many made-up ones, or the given ones. Returns their ids. */
	seedHistory(what: number | SeedRow[], options: SeedOptions = {}): string[] {
		return this.service.history.seed(what, this.agents, options, Date.now()).map(({ id }) => id);
	}

	/** Waits until `isSo` holds; rejects after `timeoutMs`. */
	async until(isSo: (emulator: this) => boolean, timeoutMs = 10_000): Promise<void> {
		const deadline = Date.now() + timeoutMs;
		while (!isSo(this)) {
			if (Date.now() > deadline) throw new Error(`Not so within ${timeoutMs} ms: ${String(isSo)}`);
			await this.connections.delay(5);
		}
	}

	/** Closes the port: connections are torn down and new ones refused. Jobs go on. */
	async pause(): Promise<void> {
		await this.port.pause();
	}

	/** Opens the same port again. */
	async resume(): Promise<void> {
		await this.port.resume();
	}

	/** As freshly started: jobs, history, records, faults, agents, credits and behaviour. */
	reset(): void {
		this.behaviour = this.firstBehaviour();
		this.service = this.freshService();
		this.recorder.reset();
		this.faults.clear();
		this.limit.reset();
		this.stranger.requests = [];
		this.contract?.reset();
	}

	/** Ends everything, open connections too; may be called again. */
	async close(): Promise<void> {
		await this.port.pause();
		await this.stranger.close();
	}

	private firstBehaviour(): Behaviour {
		return changed(documentedBehaviour(), this.options.behaviour ?? {});
	}

	private freshService(): Service {
		return new Service(() => this.behaviour);
	}
}
