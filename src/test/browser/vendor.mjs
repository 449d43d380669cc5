import http from 'node:http';
import { readFileSync } from 'node:fs';

const FILM = new URL('../../main/resources/sandbox-samples/clip.mp4', import.meta.url);

/** A vendor whose tasks run until `finish()`. It serves the result file itself. */
export async function startVendor() {
  const film = readFileSync(FILM);
  let finished = false;
  const server = http.createServer((request, response) => {
    if (request.url === '/film.mp4') {
      response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': film.length }).end(film);
      return;
    }
    request.resume().on('end', () => response.end(JSON.stringify(task())));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${server.address().port}`;

  function task() {
    return {
      created: 1757165031, id: 'vendor-1', model: 'wan-2.7-image-to-video', object: 'video.generation.task',
      progress: finished ? 100 : 40, status: finished ? 'completed' : 'processing', type: 'video',
      task_info: { can_cancel: true, estimated_time: 45 }, ...(finished ? { results: [`${url}/film.mp4`] } : {}),
    };
  }
  return {
    url,
    finish: () => (finished = true),
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
