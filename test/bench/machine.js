/** What the system tells of processes (Linux alone: elsewhere the figures are absent). */
const { readdirSync, readFileSync } = require('node:fs');
const { cpus, loadavg } = require('node:os');

/** Ticks in a second of the counters in /proc: so on every Linux that Node runs on. */
const TICKS = 100;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The fields of /proc/<pid>/stat from the third on: the second is a name that may hold blanks. */
function statOf(pid) {
  const text = read(`/proc/${pid}/stat`);
  return { name: /\((.*)\)/s.exec(text)?.[1] ?? '', fields: text.slice(text.lastIndexOf(')') + 2).split(' ') };
}

const ticks = (fields, from, to) => fields.slice(from, to).reduce((sum, field) => sum + Number(field), 0);

/** The processor time of every child that has ended, in seconds. */
function childrenSeconds() {
  return ticks(statOf('self').fields, 13, 15) / TICKS;
}

/** Watches a process and its children; what it returns gives the most memory that they used, in MB, added up. */
function peakOf(pid) {
  const most = new Map();
  const look = (id) => {
    const high = Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${id}/status`))?.[1] ?? 0) / 1024;
    if (high > (most.get(id) ?? 0)) most.set(id, high);
    for (const child of read(`/proc/${id}/task/${id}/children`).split(' ').filter(Boolean)) look(child);
  };
  const timer = setInterval(() => look(String(pid)), 4);
  return () => {
    clearInterval(timer);
    return most.size === 0 ? undefined : [...most.values()].reduce((sum, one) => sum + one, 0);
  };
}

/** What else runs: how many processors others use, and which programs most. */
function watchMachine() {
  const before = snapshot();
  return () => {
    const after = snapshot();
    const seconds = (after.at - before.at) / 1000;
    const spent = (pid, { used }) => used - (before.processes.get(pid)?.used ?? 0);
    const byName = new Map();
    for (const [pid, one] of after.processes) {
      if (pid !== String(process.pid)) byName.set(one.name, (byName.get(one.name) ?? 0) + spent(pid, one));
    }
    const most = [...byName].filter(([, used]) => used > seconds * TICKS * 0.02).sort(([, a], [, b]) => b - a);
    const busy = after.busy - before.busy - (after.own - before.own);
    return {
      processors: cpus().length,
      used: Math.max(0, busy / TICKS / seconds),
      most: most.slice(0, 3).map(([name]) => name),
      load: loadavg()[0],
    };
  };
}

function snapshot() {
  const [, user, nice, system, , , irq, soft] = read('/proc/stat').split('\n', 1)[0].split(/ +/);
  const { fields } = statOf('self');
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const processes = new Map();
  for (const pid of pids) {
    const stat = statOf(pid);
    if (stat.name !== '') processes.set(pid, { name: stat.name, used: ticks(stat.fields, 11, 13) });
  }
  const busy = [user, nice, system, irq, soft].reduce((sum, field) => sum + Number(field ?? 0), 0);
  return { at: performance.now(), busy, own: ticks(fields, 11, 15), processes };
}

module.exports = { childrenSeconds, peakOf, watchMachine };
