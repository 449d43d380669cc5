import http from 'node:http';

/**
 * A proxy between the SDK and the gateway. It cuts connections as `cut` configures for each try of a prompt:
 *
 * - `before`: the request never reaches the gateway
 * - `under way`: both connections are cut when `underWay(prompt)` resolves; the gateway has not answered yet
 * - `answered`: the gateway has written its whole answer, but the SDK does not receive it
 *
 * All other tries pass.
 */
export async function startProxy(gateway, underWay) {
  const cuts = new Map();
  const tries = new Map();

  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const prompt = body.length ? JSON.parse(body).prompt : '';
      const seen = { count: request.headers['x-stainless-retry-count'], id: undefined };
      tries.set(prompt, [...(tries.get(prompt) ?? []), seen]);
      const cut = (cuts.get(prompt) ?? []).shift();
      if (cut === 'before') {
        request.socket.resetAndDestroy();
        return;
      }
      const forward = http.request(gateway.url() + request.url,
        { method: request.method, headers: { ...request.headers, host: 'gateway' }, agent: false }, (answer) => {
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.on('end', () => {
            const told = Buffer.concat(parts);
            seen.id = JSON.parse(told).id;
            if (cut === 'answered') {
              request.socket.resetAndDestroy();
            } else {
              response.writeHead(answer.statusCode, answer.headers);
              response.end(told);
            }
          });
        });
      forward.on('error', () => request.socket.resetAndDestroy());
      // If the caller hangs up, the connection to the gateway is closed too.
      response.on('close', () => forward.destroy());
      forward.end(body);
      if (cut === 'under way') {
        underWay(prompt).then(() => {
          forward.destroy();
          request.socket.resetAndDestroy();
        });
      }
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    cut: (prompt, ...what) => cuts.set(prompt, what),
    /** The tries of a prompt: the retry count of each, and the task id in the answer of the gateway, if there was one. */
    tries: (prompt) => tries.get(prompt) ?? [],
    close: () => server.closeAllConnections() ?? server.close(),
  };
}
