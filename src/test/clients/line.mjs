import http from 'node:http';

const WAITING_MILLIS = 500;

/**
 * A connection between a client and the gateway. It is cut as `cut` says, once for each word, for the next requests of this
 * method:
 *
 * - `sent`: as soon as the gateway has the request
 * - `waiting`: the gateway has written the head of its answer, and the client has received it
 * - `answered`: the gateway has written its whole answer, but the client does not receive it
 */
export async function startLine(port) {
  const cuts = { GET: [], POST: [] };
  const requests = { GET: 0, POST: 0 };
  const server = http.createServer((request, response) => {
    requests[request.method]++;
    const cut = cuts[request.method].shift();
    const forward = http.request({ port, method: request.method, path: request.url, headers: request.headers, agent: false },
      (answer) => {
        answer.on('error', () => request.socket.resetAndDestroy());
        if (cut === 'answered') {
          answer.resume().on('end', () => request.socket.resetAndDestroy());
        } else {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
          if (cut === 'waiting') setTimeout(() => { forward.destroy(); request.socket.resetAndDestroy(); }, WAITING_MILLIS);
        }
      });
    forward.on('error', () => request.socket.resetAndDestroy());
    if (cut === 'sent') forward.on('finish', () => forward.destroy());
    request.pipe(forward);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    cut: (method, ...words) => cuts[method].push(...words),
  };
}
