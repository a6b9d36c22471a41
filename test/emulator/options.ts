import type { BehaviourChange } from './behaviour';

export interface EmulatorOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Made up unless told. */
	apiKey?: string;
	/** Laid over the documented behaviour; `reset()` returns to it. */
	behaviour?: BehaviourChange;
	/** Checks requests and answers against openapi.yaml; on unless told. */
	contract?: boolean;
}
