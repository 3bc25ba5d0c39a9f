import { type Browser, chromium } from 'playwright-core';
import { find } from './tools';

/** Debian's Chromium, or a Chrome that is there. */
export const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].map(find).find((path) => path !== undefined);

export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine');
  // In a container, where tests run as root, Chromium has no sandbox of its own.
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}
