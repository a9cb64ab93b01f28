// A thread that gathers and draws one report, so that whoever watches a page meanwhile is not kept waiting.
import { parentPort, workerData } from 'node:worker_threads';
import { gatherReport } from '../report/gather-report.ts';
import type { ReportPlaces } from '../report/gather-report.ts';
import type { DrawMessage } from './drawn-report.ts';

const port: { postMessage(message: DrawMessage): void } = parentPort!;

const input = await gatherReport(workerData as ReportPlaces, (line) => port.postMessage({ line }));
port.postMessage({ input });
