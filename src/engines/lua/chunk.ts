/** What fengari calls a script in its messages. */
export const CHUNK = Buffer.from('=script');
