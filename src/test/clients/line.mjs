import http from 'node:http';

/**
 * A connection between a client and the gateway. It is cut as `cut` says, once for each word, for the next requests of this
 * method:
 *
 * - `sent`: as soon as the gateway has the request
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
        if (cut === 'answered') {
          answer.resume().on('end', () => request.socket.resetAndDestroy());
        } else {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
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
