import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { EventParser } = await load('sse');
const STREAM = 'retry: 2000\n\n: beat\n\nevent: task\nid: a.1\ndata: {"id":"x"}\n\nevent: task\r\nid: a.2\r\ndata: one\r\ndata: two\r\n\r\n';
const EVENTS = [{ id: 'a.1', data: '{"id":"x"}' }, { id: 'a.2', data: 'one\ntwo' }];

test('events are the same wherever the stream is cut', () => {
  for (let size = 1; size <= STREAM.length; size++) {
    const parser = new EventParser();
    const events = [];
    for (let at = 0; at < STREAM.length; at += size) events.push(...parser.feed(STREAM.slice(at, at + size)));
    assert.deepEqual(events, EVENTS, `parts of ${size}`);
    assert.equal(parser.retry, 2000);
  }
});

test('an event that is not complete is not told', () => {
  assert.deepEqual(new EventParser().feed('id: a.1\ndata: {"id"'), []);
});
