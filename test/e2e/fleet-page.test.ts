import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { PLANTED, SEEN_AT, writeExampleFleet } from '../../scripts/example-fleet';
import { CHROMIUM, openBrowser } from './browser';
import { Workspace } from './workspace';

/** The page of `rollcall graph -o html` and `rollcall diff -o html` in a real browser. */

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const isHere = CHROMIUM !== undefined;
const inBrowser = isHere ? describe : describe.skip;
const why = isHere ? '' : ': skipped, since there is no Chromium here';

/** A page that is open, with everything that it complained of or asked the network for. */
interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
  /** From the navigation to the first cell, in milliseconds. */
  readonly took: number;
}

async function open(browser: Browser, file: string, scheme: 'light' | 'dark' = 'light'): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  const started = Date.now();
  await page.goto(pathToFileURL(file).href);
  await page.locator('[role="gridcell"]').first().waitFor();
  return { page, complaints, requests, took: Date.now() - started };
}

/** What axe-core finds serious or critical. */
async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's own policy does not stop.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] })',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    );
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

const status = (page: Page) => page.getByRole('status').innerText();
/** The name of the cell that has the focus. */
const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""',
  );

inBrowser.each([
  { clusters: 3, consumers: 2 },
  { clusters: 300, consumers: 8 },
  { clusters: 5_000, consumers: 100 },
])(`the page of $clusters clusters × $consumers consumers${why}`, (size) => {
  const { clusters, consumers } = size;
  const all = clusters.toLocaleString('en');
  let browser: Browser;
  let workspace: Workspace;
  let file: string;
  let opened: Opened;
  const explain = (subject: string): string[] => {
    const { stdout } = workspace.run('rollcall', ['explain', subject, '--timeout', '0', '.']);
    return stdout.split('\n').map((line) => line.trim());
  };

  beforeAll(async () => {
    workspace = new Workspace();
    writeExampleFleet(workspace.package, size);
    const { code, stdout, stderr } = workspace.run('rollcall', [
      'graph',
      '-o',
      'html',
      '--now',
      SEEN_AT,
      '--timeout',
      '0',
      '.',
    ]);
    expect({ code, errors: stderr.match(/^error .*/gm) }).toEqual({ code: 0, errors: null });
    workspace.write('fleet.html', stdout);
    file = join(workspace.package, 'fleet.html');
    browser = await openBrowser();
    opened = await open(browser, file);
  });

  afterAll(async () => {
    await browser?.close();
    workspace?.end();
  });

  test('is drawn, and says what there is first', async () => {
    const { page, took } = opened;
    const kilobytes = Math.round(statSync(file).size / 1024);
    process.stdout.write(`${all} × ${consumers}: drawn in ${took} ms, ${kilobytes.toLocaleString('en')} KB\n`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(
      new RegExp(`^${all} clusters in \\d ClusterSets?.*\\. ${consumers} consumers receive credentials\\.$`),
    );
    expect(await page.getByRole('grid').getAttribute('aria-colcount')).toBe(String(4 + consumers));
    expect(await page.locator('.line').count()).toBeLessThan(60);
    expect(await page.locator('.cell').count()).toBeLessThan(3_000);
  });

  test('scrolls to its last cluster and consumer', async () => {
    const { page } = opened;
    const longest = await page.evaluate<number>(`new Promise((resolve) => {
      const scroller = document.querySelector('.scroller');
      let last = performance.now(), longest = 0, step = 0;
      const frame = (now) => {
        longest = Math.max(longest, now - last); last = now;
        scroller.scrollTop += 640; scroller.scrollLeft += 40;
        if (++step < 120) requestAnimationFrame(frame); else resolve(Math.round(longest));
      };
      requestAnimationFrame(frame);
    })`);
    process.stdout.write(`${all} × ${consumers}: the longest of 120 frames of scrolling took ${longest} ms\n`);
    await page.getByRole('grid').getByRole('columnheader').first().focus();
    await page.keyboard.press('Control+End');
    const count = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
    expect(await page.locator('.line:has(:focus)').getAttribute('aria-rowindex')).toBe(String(count));
    expect(await page.locator(':focus').getAttribute('aria-colindex')).toBe(String(4 + consumers));
    await page.keyboard.press('Control+Home');
  });

  test('finds by a search and by filters', async () => {
    const { page } = opened;
    const search = page.getByRole('searchbox', { name: 'Search clusters' });
    await search.fill('prod-000');
    expect(await status(page)).toMatch(new RegExp(`^[1-9]\\d* of ${all} clusters$`));
    await search.fill('no such cluster');
    expect(await page.getByText('No cluster matches').isVisible()).toBe(true);
    await search.fill('');
    const box = page.getByRole('navigation', { name: 'Filters' }).getByRole('checkbox').first();
    await box.check();
    expect(await status(page)).toMatch(new RegExp(`^[1-9][\\d,]* of ${all} clusters$`));
    expect(page.url()).toContain('#set=');
    await page.getByRole('button', { name: /^Remove the filter/ }).click();
    expect(await status(page)).toBe(`${all} clusters`);
  });

  test('a cell opens what `rollcall explain` says', async () => {
    const { page } = opened;
    await page.locator('.mark.yes.consumer').first().click();
    const panel = page.getByRole('complementary', { name: 'Explanation' });
    const [object = '', cluster = ''] = await panel.locator('.subject').allInnerTexts();
    expect(object).toMatch(/^Secret\//);
    for (const more of await panel.locator('summary').all()) await more.click();
    const shown = (await panel.locator('li').allInnerTexts()).map((line) => line.replace(/\s+/g, ' ').trim());
    // At 5,000 clusters each of these takes its time, and says nothing that 300 do not.
    const subjects = clusters > 1_000 ? [] : [object, cluster.replace('ClusterProfile ', '')];
    for (const subject of subjects) {
      const lines = explain(subject).map((line) => line.replace(/\s+/g, ' '));
      const facts = lines.filter((line) => /^(?:Owner|Rule|Used|Registered|Not registered|new) ?/.test(line));
      expect(facts.length).toBeGreaterThan(1);
      for (const fact of facts) expect(shown).toContain(fact);
    }
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
  });

  test('works by keyboard alone', async () => {
    const fresh = await open(browser, file);
    const { page } = fresh;
    const reach = async (isThere: () => Promise<boolean>) => {
      for (let presses = 0; presses < 120 && !(await isThere()); presses++) await page.keyboard.press('Tab');
      expect(await isThere()).toBe(true);
    };
    const isIn = (selector: string) => () =>
      page.evaluate<boolean>(`document.activeElement?.closest('${selector}') !== null`);
    await reach(isIn('.toolbar input'));
    await page.keyboard.type('prod');
    expect(await status(page)).toContain(' of ');
    await reach(isIn('.grid'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const cell = await focused(page);
    expect(cell).toMatch(/receives? /);
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement?.className')).toBe('subject');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(cell);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('axe-core finds nothing serious, %s', async (scheme) => {
    const { page } = await open(browser, file, scheme);
    expect(await seriousFaults(page)).toEqual([]);
    await page.locator('.mark.yes').first().click();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /^Findings/ }).click();
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('prints every selected cluster', async () => {
    const { page } = await open(browser, file);
    await page.getByRole('searchbox', { name: 'Search clusters' }).fill('prod-00');
    const shown = Number((await status(page)).split(' ')[0]);
    const rows = await page.evaluate<number>(
      `dispatchEvent(new Event('beforeprint')), document.querySelectorAll('.printed tbody tr').length`,
    );
    expect(rows).toBe(shown);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('.printed').count()).toBe(0);
    await page.context().close();
  });

  test('says nothing to the console, asks nobody, and holds no secret', async () => {
    const { complaints, requests } = opened;
    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
    const html = readFileSync(file, 'utf8');
    for (const secret of [PLANTED, Buffer.from(PLANTED).toString('base64').slice(0, 24)])
      expect(html).not.toContain(secret);
  });
});

inBrowser(`the page of a difference${why}`, () => {
  let browser: Browser;
  let workspace: Workspace;
  let file: string;

  beforeAll(async () => {
    workspace = new Workspace();
    writeExampleFleet(join(workspace.package, 'old'), { clusters: 30, consumers: 2 });
    writeExampleFleet(join(workspace.package, 'new'), { clusters: 30, consumers: 3 });
    // The first cluster of the file leaves, and another one joins.
    const [leaving = '', ...rest] = workspace.read('new/prod.yaml').split(/^(?=apiVersion: cluster)/m);
    workspace.write('new/prod.yaml', rest.join(''));
    workspace.write('new/joins.yaml', leaving.replaceAll(nameIn(leaving), 'newcomer'));
    const { stdout } = workspace.run('rollcall', ['diff', '-o', 'html', '--now', SEEN_AT, 'old', 'new']);
    workspace.write('changes.html', stdout);
    file = join(workspace.package, 'changes.html');
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    workspace?.end();
  });

  test('marks who joins, who leaves and what consumers gain, and has the text of `rollcall diff`', async () => {
    const { page, complaints, requests } = await open(browser, file);
    const change = page.getByRole('navigation', { name: 'Filters' }).locator('details', { hasText: 'Change' }).first();
    expect(await change.innerText()).toMatch(/joins\s+1\s+leaves\s+1/);
    expect(await page.locator('.line.joined').count()).toBe(1);
    expect(await page.locator('.line.left .mark.lost').count()).toBeGreaterThan(1);
    expect(await page.locator('.mark.gained').count()).toBeGreaterThan(5);
    await page.locator('.line.joined .cell').first().click();
    expect(await page.getByRole('complementary').innerText()).toContain('It joins the fleet.');
    await page.getByRole('button', { name: 'Changes' }).click();
    const text = workspace.run('rollcall', ['diff', 'old', 'new']).stdout;
    const shown = await page.locator('.all-changes').innerText();
    const [, summary = ''] = text.split('\n');
    expect(shown).toContain(summary);
    expect(await page.locator('.changes > li').count()).toBe((text.match(/^ {2}[-+~>] /gm) ?? []).length);
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(readFileSync(file, 'utf8')).not.toContain(PLANTED);
  });
});

function nameIn(text: string): string {
  return /name: (\S+)/.exec(text)?.[1] ?? '';
}
