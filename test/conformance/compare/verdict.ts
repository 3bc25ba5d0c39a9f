import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One case: what we make of it in words or data, and what the real system makes of it. */
export interface Case {
  readonly name: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** A difference that is meant: what we answer there, and why. */
export interface Difference {
  readonly case: string;
  readonly ours: unknown;
  readonly why: string;
}

/** How one system's cases came out. */
export interface Tally {
  readonly cases: number;
  readonly same: number;
  readonly deliberate: number;
  /** Names of cases that differ and are not listed, or are listed and answer otherwise than the list says. */
  readonly unexplained: readonly string[];
  /** Listed differences that are gone, or of cases that are not there. */
  readonly stale: readonly string[];
}

/** The deliberate differences of a system, with their reasons. */
export function readDifferences(system: string): Difference[] {
  const text = readFileSync(join(__dirname, '..', 'differences', `${system}.yaml`), 'utf8');
  return parse(text, { merge: true }) ?? [];
}

export function tally(cases: readonly Case[], differences: readonly Difference[]): Tally {
  const listed = new Map(differences.map((one) => [one.case, one]));
  const known = new Set(cases.map(({ name }) => name));
  const differing = cases.filter(({ ours, theirs }) => !isEqual(ours, theirs));
  const explained = differing.filter(({ name, ours }) => listed.has(name) && isEqual(ours, listed.get(name)?.ours));
  const differ = new Set(differing.map(({ name }) => name));
  return {
    cases: cases.length,
    same: cases.length - differing.length,
    deliberate: explained.length,
    unexplained: differing.filter((one) => !explained.includes(one)).map(({ name }) => name),
    stale: [...listed.keys()].filter((name) => !known.has(name) || !differ.has(name)),
  };
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)]));
}
