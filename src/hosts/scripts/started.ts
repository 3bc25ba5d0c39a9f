/** What the Lua process says once it has its jobs: what ends it from then on is the fault of the job that it runs. */
export const STARTED = 'started\n';
