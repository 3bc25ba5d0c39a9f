import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { writeExampleFleet } from '../../scripts/example-fleet';
import { withheld } from '../../src/diagnostics/withheld';
import { CHROMIUM, openBrowser } from './browser';
import { has, Workspace } from './workspace';

/** What `rollcall graph` draws, read by the real Mermaid in a browser and by the real Graphviz. */

const mermaid = join(__dirname, '..', '..', 'node_modules', '@mermaid-js', 'tiny', 'dist', 'mermaid.tiny.js');

/** Names that a file can hold, and that mean something to whoever reads a drawing. */
const HOSTILE = [
  'x"]; click n1 "https://evil.example"',
  '`**%%{init: {"theme":"dark"}}%%`',
  '<img src=x onerror=alert(1)>&quot;#quot;\\" -->|end|',
];

let workspace: Workspace;
beforeAll(() => {
  workspace = new Workspace();
  writeExampleFleet(join(workspace.package, 'large'), { clusters: 300, consumers: 8 });
  writeExampleFleet(join(workspace.package, 'small'), { clusters: 3, consumers: 2 });
  const namespaces = HOSTILE.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'x-k8s.io/cluster-inventory-consumer': name } },
  }));
  writeExampleFleet(join(workspace.package, 'hostile'), { clusters: 3, consumers: 1 });
  workspace.write('hostile/hostile.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: namespaces }));
});
afterAll(() => workspace.end());

function draw(folder: string, form: string): string {
  return workspace.run('rollcall', ['graph', '-o', form, folder]).stdout;
}

const withBrowser = CHROMIUM !== undefined;
(withBrowser ? describe : describe.skip)(
  `Mermaid${withBrowser ? '' : ': skipped, since there is no Chromium here'}`,
  () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser();
      page = await browser.newPage();
      await page.addScriptTag({ path: mermaid });
      await page.evaluate('mermaid.initialize({ startOnLoad: false, securityLevel: "strict" })');
    });
    afterAll(() => browser?.close());

    /** The labels of the drawing, as a reader sees them. */
    async function render(text: string): Promise<{ labels: string[]; suspicious: number }> {
      return page.evaluate(`(async () => {
      const { svg } = await mermaid.render('drawing', ${JSON.stringify(text)});
      document.body.innerHTML = svg;
      const labels = document.querySelectorAll('.nodeLabel, .cluster-label');
      return {
        labels: Array.from(labels, ({ textContent }) => textContent),
        suspicious: document.body.querySelectorAll('img, script, a').length,
      };
    })()`);
    }

    test.each(['small', 'large'])('draws the %s fleet', async (folder) => {
      const { labels } = await render(draw(folder, 'mermaid'));
      expect(labels).toContain('Sveltos');
      expect(labels.length).toBeGreaterThan(5);
    });

    test('describes hostile names, which no API server takes', async () => {
      const { labels, suspicious } = await render(draw('hostile', 'mermaid'));
      for (const name of HOSTILE) {
        expect(labels).not.toContain(name);
        expect(labels).toContain(`(${withheld(name)})`);
      }
      expect(suspicious).toBe(0);
    });
  },
);

const withDot = has('dot');
(withDot ? describe : describe.skip)(`Graphviz${withDot ? '' : ': skipped, since there is no dot here'}`, () => {
  test.each(['small', 'large', 'hostile'])('draws the %s fleet', (folder) => {
    const { code, stdout, stderr } = workspace.run('dot', ['-Tsvg'], draw(folder, 'dot'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('>Sveltos</text>');
    expect(stdout).not.toMatch(/<img|<a |<script/);
  });
});
