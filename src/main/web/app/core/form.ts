import type { Body, Member, Mode, Model } from './types';

export type Kind = 'media' | 'choice' | 'switch' | 'number' | 'line' | 'prose' | 'lines' | 'json';

/** One field of the form that makes a create. Everything about it comes from the model. */
export interface Field {
  name: string;
  kind: Kind;
  member: Member;
  /** How many values it takes at most; 1 for everything that is no list. */
  most: number;
  /** Whether it is among the fields that are shown at first. */
  main: boolean;
}

export type Values = Record<string, unknown>;

/** A range of the form `2..15`, `2..`, `..15` or `2`. */
export interface Range {
  min?: number;
  max?: number;
}

const FIRST_SLOTS = new Set(['duration', 'resolution', 'ratio', 'audio_on']);
const DEFAULT_MOST = 10;

export function range(text: string | undefined): Range {
  const parts = (text ?? '').split('..');
  const [min, max] = parts.length === 1 ? [parts[0], parts[0]] : parts;
  const number = (part: string) => (part === undefined || part === '' || Number.isNaN(Number(part)) ? undefined : Number(part));
  return { min: number(min), max: number(max) };
}

/** Whether the member only repeats which mode is meant. The mode follows from the other members, so it needs no field. */
export function tellsMode(member: Member, model: Model): boolean {
  const names = model.modes.map((mode) => mode.name);
  return names.length > 0 && member.values?.length === names.length && names.every((name) => member.values!.includes(name));
}

export function fieldsOf(model: Model): Field[] {
  return Object.entries(model.members).filter(([, member]) => !tellsMode(member, model)).map(([name, member]) => {
    const kind = kindOf(member);
    const most = kind === 'media' && member.type === 'url' ? 1 : range(member.items).max ?? (isList(member) ? DEFAULT_MOST : 1);
    const main = member.required || (kind === 'media' && member.media?.kind !== 'audio') || slotsOf(member).includes('prompt')
      || slotsOf(member).some((slot) => FIRST_SLOTS.has(slot));
    return { name, kind, member, most, main };
  });
}

function kindOf(member: Member): Kind {
  if (member.type === 'url' || member.type === 'urls') return 'media';
  if (member.values?.length) return 'choice';
  switch (member.type) {
    case 'boolean': return 'switch';
    case 'integer':
    case 'number': return 'number';
    case 'strings': return 'lines';
    case 'object':
    case 'objects':
    case 'any': return 'json';
    default: return slotsOf(member).some((slot) => slot.endsWith('prompt')) || (member.max_chars ?? 0) > 200 ? 'prose' : 'line';
  }
}

function isList(member: Member): boolean {
  return member.type === 'urls' || member.type === 'strings' || member.type === 'objects';
}

export function slotsOf(member: Member): string[] {
  return member.slots ?? [];
}

/** Whether a value counts as absent. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.every(isEmpty));
}

/** The number of elements that a member has in this form; a single value counts as one. */
function count(value: unknown): number {
  if (isEmpty(value)) return 0;
  return Array.isArray(value) ? value.filter((one) => !isEmpty(one)).length : 1;
}

/** The mode that the gateway will infer; undefined if no mode fits yet. */
export function inferMode(model: Model, values: Values): Mode | undefined {
  return model.modes.find((mode) => Object.entries(mode.has).every(([name, wanted]) => {
    const { min = 0, max = Infinity } = range(wanted);
    const has = count(values[name]);
    return has >= min && has <= max;
  }) && mode.not.every((name) => count(values[name]) === 0));
}

/** The body of the create: the model, and each member that the reader has set. */
export function bodyOf(model: Model, values: Values, callbackUrl = ''): Body {
  const body: Body = { model: model.id };
  for (const field of fieldsOf(model)) {
    const value = values[field.name];
    if (isEmpty(value)) continue;
    if (field.kind === 'media') {
      const urls = (Array.isArray(value) ? value : [value]).filter((one) => !isEmpty(one));
      body[field.name] = field.member.type === 'urls' ? urls : urls[0];
    } else if (field.kind === 'lines') {
      body[field.name] = String(value).split('\n').map((line) => line.trim()).filter(Boolean);
    } else if (field.kind === 'number') {
      const number = Number(value);
      body[field.name] = Number.isNaN(number) ? value : number;
    } else if (field.kind === 'json') {
      body[field.name] = parseJson(String(value)) ?? value;
    } else {
      body[field.name] = value;
    }
  }
  if (callbackUrl.trim()) body.callback_url = callbackUrl.trim();
  return body;
}

/** @returns undefined if the text is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The values of a form for a request that was made before. What the model does not have is left out. */
export function valuesOf(model: Model, request: Body): Values {
  const values: Values = {};
  for (const field of fieldsOf(model)) {
    const value = request[field.name];
    if (isEmpty(value)) continue;
    if (field.kind === 'media') values[field.name] = Array.isArray(value) ? value : [value];
    else if (field.kind === 'lines' && Array.isArray(value)) values[field.name] = value.join('\n');
    else if (field.kind === 'json') values[field.name] = JSON.stringify(value, null, 2);
    else values[field.name] = value;
  }
  return values;
}

/** The length of a text as the gateway counts it: in code points. */
export function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
