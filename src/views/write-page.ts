import type { Finding } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import type { RenderRecord } from '../run/render-record';
import type { DifferenceRecord } from './difference';
import { type Hide, hidingReplacer } from './hide';
import { type PageOptions, pageData } from './page-data';
import { viewDifference } from './page-difference';
import type { PageData } from './page-shape';
import { nothingToDraw } from './write-graph';

/** The page's own code and style, made by the build: read only where somebody asks for a page. */
function loadPage(): typeof import('../../generated/page') {
  return require('../../generated/page');
}

/** The fleet as one HTML file that asks the network for nothing. */
export function writePage(
  record: RenderRecord,
  findings: readonly Finding[],
  { hide, ...more }: Pick<PageOptions, 'now'> & { readonly hide: Hide },
): { text: string } | { fault: string } {
  if (record.fleet.labelKeys === undefined) return { fault: nothingToDraw(record.function) };
  return { text: pageOf(pageData(record, findings, more), hide) };
}

/** The new side of a difference, with marks for what changes. */
export function writeDifferencePage(
  difference: DifferenceRecord,
  record: RenderRecord,
  findings: readonly Finding[],
  { hide, ...more }: Pick<PageOptions, 'now' | 'old'> & { readonly hide: Hide },
): string {
  return pageOf(pageData(record, findings, { ...more, difference: viewDifference(difference) }), hide);
}

/** What must not be shown is hidden in the data alone: the code and its checksums stay as they are. */
function pageOf(data: PageData, hide: Hide): string {
  const { script, style, scriptHash, styleHash } = loadPage();
  const policy = [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `style-src '${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(inOneLine(hide(data.owner)))} – Rollcall</title>
<style>${style}</style>
</head>
<body>
<noscript>This page shows a fleet with JavaScript, which is turned off. \`rollcall list\` shows the same in a terminal.</noscript>
<script type="application/json" id="fleet">${escapeJson(JSON.stringify(data, hidingReplacer(hide)))}</script>
<script>${script}</script>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** No `<` at all, so that no name ends the script or begins a comment; and no line separator of Unicode. */
function escapeJson(json: string): string {
  return json
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
