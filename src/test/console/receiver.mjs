import http from 'node:http';

/** A receiver of callbacks: refuses the first for good (410), and accepts each that follows. */
export async function startReceiver() {
  const received = [];
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      received.push(request.headers['webhook-id']);
      response.writeHead(received.length === 1 ? 410 : 200).end();
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    received,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
