import type { Answer } from './answer';
import type { RecordedRequest } from './recorder';
export class Contract {
	violations: string[] = [];
	checkRequest(_r: RecordedRequest): void {}
	checkAnswer(_r: RecordedRequest, _a: Answer): void {}
	reset(): void {}
}
