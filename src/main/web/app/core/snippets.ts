import type { Body } from './types';

export type Language = 'curl' | 'javascript' | 'python';

export const LANGUAGES: Language[] = ['curl', 'javascript', 'python'];

const PATH = 'v1/videos/generations';

/** The create as a program that the reader can copy. The key is never in it. */
export function snippet(language: Language, root: URL, body: Body): string {
  const url = new URL(PATH, root).href;
  switch (language) {
    case 'curl': return curl(url, body);
    case 'javascript': return javascript(url, body);
    default: return python(url, body);
  }
}

function curl(url: string, body: Body): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return [
    `curl ${url} \\`,
    '  -H "Authorization: Bearer $ZOETROPE_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    '  -H "Idempotency-Key: $(uuidgen)" \\',
    `  -d '${json}'`,
  ].join('\n');
}

function javascript(url: string, body: Body): string {
  return [
    `const answer = await fetch(${JSON.stringify(url)}, {`,
    "  method: 'POST',",
    '  headers: {',
    '    Authorization: `Bearer ${process.env.ZOETROPE_KEY}`,',
    "    'Content-Type': 'application/json',",
    "    'Idempotency-Key': crypto.randomUUID(),",
    '  },',
    `  body: JSON.stringify(${indent(JSON.stringify(body, null, 2), '  ')}),`,
    '});',
    'const task = await answer.json();',
  ].join('\n');
}

function python(url: string, body: Body): string {
  return [
    'import os, uuid, requests',
    '',
    'task = requests.post(',
    `    ${JSON.stringify(url)},`,
    '    headers={',
    '        "Authorization": f"Bearer {os.environ[\'ZOETROPE_KEY\']}",',
    '        "Idempotency-Key": str(uuid.uuid4()),',
    '    },',
    `    json=${indent(pythonLiteral(body), '    ')},`,
    ').json()',
  ].join('\n');
}

function indent(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
}

function pythonLiteral(value: unknown, by = ''): string {
  const inner = `${by}    `;
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const parts = Array.isArray(value) ? value.map((one) => inner + pythonLiteral(one, inner))
    : Object.entries(value).map(([name, one]) => `${inner}${JSON.stringify(name)}: ${pythonLiteral(one, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return parts.length ? `${open}\n${parts.join(',\n')}\n${by}${close}` : open + close;
}
