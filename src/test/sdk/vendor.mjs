import http from 'node:http';
import { EventEmitter } from 'node:events';

/** A vendor that accepts and counts every create. It answers after the delay that `answersAfter` sets. */
export async function startVendor() {
  const creates = new Map();
  const delays = new Map();
  const events = new EventEmitter();
  let ids = 0;

  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      if (request.method !== 'POST') {
        response.end(JSON.stringify(task(request.url.split('/').pop(), 'processing')));
        return;
      }
      const prompt = JSON.parse(text).prompt;
      const id = `vendor-${++ids}`;
      creates.set(prompt, [...(creates.get(prompt) ?? []), id]);
      events.emit(prompt);
      setTimeout(() => response.end(JSON.stringify(task(id, 'pending'))), delays.get(prompt) ?? 0);
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    creates: (prompt) => creates.get(prompt) ?? [],
    answersAfter: (prompt, millis) => delays.set(prompt, millis),
    /** Resolves when a create with this prompt has arrived; at once if it arrived before. */
    saw: (prompt) => (creates.has(prompt) ? Promise.resolve() : new Promise((arrived) => events.once(prompt, arrived))),
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

function task(id, status) {
  return {
    created: 1757165031, id, model: 'wan-2.7-image-to-video', object: 'video.generation.task', progress: 0, status,
    task_info: { can_cancel: true, estimated_time: 45 }, type: 'video',
  };
}
