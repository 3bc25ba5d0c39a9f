import { readFileSync, writeSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { RunLua } from '../../sveltos/lua/job';
import { packAnswer } from '../../sveltos/lua/pack';
import { Board, keepWatch } from './watch';

/**
 * The process that Lua runs in: jobs as JSON on stdin, one line of JSON for each answer on stdout. A second thread keeps
 * watch and ends the whole process when a script takes too long or too much; nothing that a script does can stop it.
 */
function runJobs(): void {
  const [jobs, limits]: Parameters<RunLua> = JSON.parse(readFileSync(0, 'utf8'));
  const board = new Board();
  new Worker(__filename, { workerData: { shared: board.shared, limits } }).unref();
  const { runScript } = require('../../sveltos/lua/interpreter');
  for (const [at, job] of jobs.entries()) {
    board.begin(at + 1);
    const answer = runScript(job, (line: number) => board.note(line));
    const packed = answer.state === 'answered' ? { ...answer, values: packAnswer(answer.values, job.objects) } : answer;
    const text = `${JSON.stringify(packed)}\n`;
    board.end();
    writeAll(Buffer.from(text));
  }
}

function writeAll(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

if (isMainThread) runJobs();
else keepWatch(new Board(workerData.shared), workerData.limits);
