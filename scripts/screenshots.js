/**
 * `npm run screenshots`: pictures of the page that `rollcall graph -o html` writes, light and dark, into docs/images. They
 * need Debian's chromium and, to look as they do in the repository, fonts-inter.
 */
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const { loadTypeScript } = require('./load-typescript.js');

const root = join(__dirname, '..');
const images = join(root, 'docs', 'images');
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const { writeExampleFleet, SEEN_AT } = loadTypeScript('example-fleet.ts');

/** A picture: what is done on the page before it is taken. */
const shots = {
  fleet: async () => {},
  explanation: async (page) => {
    await page.getByRole('searchbox').fill('gpu');
    await page.locator('.mark.yes.consumer').first().click();
    await page.mouse.move(0, 0);
  },
};

async function main() {
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine: apt-get install chromium');
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-screenshots-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    writeExampleFleet(join(folder, 'fleet'), { clusters: 300, consumers: 6 });
    const program = join(root, 'dist', 'rollcall.js');
    const args = [program, 'graph', '-o', 'html', '--now', SEEN_AT, 'fleet'];
    const html = execFileSync(process.execPath, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
    writeFileSync(join(folder, 'fleet.html'), html);
    mkdirSync(images, { recursive: true });
    for (const [name, prepare] of Object.entries(shots)) {
      for (const colorScheme of ['light', 'dark']) {
        const page = await browser.newPage({ viewport: { width: 1200, height: 720 }, colorScheme });
        await page.goto(pathToFileURL(join(folder, 'fleet.html')).href);
        await page.locator('[role="gridcell"]').first().waitFor();
        await prepare(page);
        const path = join(images, `${name}-${colorScheme}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        process.stdout.write(`${path} ${Math.round(statSync(path).size / 1024)} KB\n`);
        await page.close();
      }
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
