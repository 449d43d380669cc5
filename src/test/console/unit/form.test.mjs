import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { bodyOf, codePoints, fieldsOf, inferMode, range, valuesOf } = await load('form');

const MODEL = {
  id: 'studio-zoom', rules: [],
  members: {
    generation_type: { type: 'string', required: false, nullable: true, values: ['one', 'two', 'go-on'] },
    frames: { type: 'urls', slots: ['first_frame', 'last_frame'], required: false, nullable: true, items: '1..2', media: { kind: 'image' } },
    before: { type: 'url', slots: ['clip'], required: false, nullable: true, media: { kind: 'clip' } },
    tone: { type: 'url', slots: ['audio'], required: false, nullable: true, media: { kind: 'audio' } },
    words: { type: 'string', slots: ['prompt'], required: false, nullable: true, max_chars: 5000 },
    length: { type: 'integer', slots: ['duration'], required: false, nullable: false, range: '2..15', default: 5 },
    voices: { type: 'strings', required: false, nullable: true },
    extra: { type: 'object', required: false, nullable: true },
    loud: { type: 'boolean', required: false, nullable: true },
    style: { type: 'string', required: true, nullable: false, values: ['ink', 'oil'] },
  },
  modes: [
    { name: 'one', has: { frames: '1' }, not: ['before'] },
    { name: 'two', has: { frames: '2' }, not: ['before'] },
    { name: 'go-on', has: { before: '1' }, not: ['frames'] },
  ],
};

test('a range has both ends, one, or a single value', () => {
  assert.deepEqual(range('2..15'), { min: 2, max: 15 });
  assert.deepEqual(range('300..'), { min: 300, max: undefined });
  assert.deepEqual(range('..4'), { min: undefined, max: 4 });
  assert.deepEqual(range('1'), { min: 1, max: 1 });
  assert.deepEqual(range(undefined), { min: undefined, max: undefined });
});

test('the form follows from the model, and the member that repeats the mode has no field', () => {
  const fields = fieldsOf(MODEL);

  assert.deepEqual(fields.map((field) => [field.name, field.kind]), [['frames', 'media'], ['before', 'media'], ['tone', 'media'],
    ['words', 'prose'], ['length', 'number'], ['voices', 'lines'], ['extra', 'json'], ['loud', 'switch'], ['style', 'choice']]);
  assert.deepEqual(fields.filter((field) => field.main).map((field) => field.name), ['frames', 'before', 'words', 'length', 'style']);
  assert.deepEqual(fields.slice(0, 2).map((field) => field.most), [2, 1]);
});

test('the mode is the one that the gateway will infer', () => {
  assert.equal(inferMode(MODEL, {}), undefined);
  assert.equal(inferMode(MODEL, { frames: ['a'] }).name, 'one');
  assert.equal(inferMode(MODEL, { frames: ['a', 'b'] }).name, 'two');
  assert.equal(inferMode(MODEL, { before: ['c'], frames: [] }).name, 'go-on');
  assert.equal(inferMode(MODEL, { before: ['c'], frames: ['a'] }), undefined);
  assert.equal(inferMode({ ...MODEL, modes: [] }, { frames: ['a'] }), undefined);
});

test('the body has what the reader has set, each with its type', () => {
  const body = bodyOf(MODEL, {
    frames: ['https://a/1.png', ''], before: [], words: 'turn', length: 7, voices: 'one\n\n two ', extra: '{"a":1}', loud: false, style: 'oil',
    unknown: 'x',
  }, ' https://hook ');

  assert.deepEqual(body, {
    model: 'studio-zoom', frames: ['https://a/1.png'], words: 'turn', length: 7, voices: ['one', 'two'], extra: { a: 1 }, loud: false,
    style: 'oil', callback_url: 'https://hook',
  });
  assert.deepEqual(bodyOf(MODEL, { words: '' }), { model: 'studio-zoom' });
});

test('what is no number and no JSON is sent as it is, so that the gateway says what is wrong', () => {
  assert.deepEqual(bodyOf(MODEL, { length: 'five', extra: '{' }), { model: 'studio-zoom', length: 'five', extra: '{' });
});

test('a request becomes the form again', () => {
  const request = { model: 'studio-zoom', frames: ['a', 'b'], before: 'c', words: '<b>', voices: ['x', 'y'], extra: { a: [1] }, loud: true, gone: 1 };

  const again = bodyOf(MODEL, valuesOf(MODEL, request));

  const { gone: _, ...known } = request;
  assert.deepEqual(again, known);
});

test('characters are counted as the gateway counts them', () => {
  assert.equal(codePoints('a🌊é'), 3);
});
