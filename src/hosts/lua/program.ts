import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { RunLua } from '../../sveltos/lua/job';
import { packAnswer } from '../../sveltos/lua/pack';
import { readStandardInput, writeStandardOutput } from '../standard-streams';
import { Board, keepWatch } from './watch';

/**
 * The process that Lua runs in: jobs as JSON on stdin (with the
 * limits and the id of the process that wants the answers), one line of JSON for each answer on stdout. A second thread keeps
 * watch and ends the whole process when a script takes too long or too much; nothing that a script does can stop it.
 */
function runJobs(): void {
  const [jobs, limits, parent]: [...Parameters<RunLua>, number] = JSON.parse(readStandardInput().toString());
  const board = new Board();
  new Worker(__filename, { workerData: { shared: board.shared, limits, parent } }).unref();
  const { runScript } = require('../../sveltos/lua/interpreter');
  for (const [at, job] of jobs.entries()) {
    board.begin(at + 1);
    const answer = runScript(job, (line: number) => board.note(line));
    const packed = answer.state === 'answered' ? { ...answer, values: packAnswer(answer.values, job.objects) } : answer;
    const text = `${JSON.stringify(packed)}\n`;
    board.end();
    writeStandardOutput(Buffer.from(text));
  }
}

if (isMainThread) runJobs();
else keepWatch(new Board(workerData.shared), workerData.limits, workerData.parent);
