// The Lambda runtime's loop, which AWS's own client for Node is not needed for: next event, handler, answer.
import { Agent, request } from 'node:http';
import { handle } from './check.mjs';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body ?? '') };
    const ask = request(
      { host, port, agent, method, headers, path: `/2018-06-01/runtime/invocation/${path}` },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve([answer.headers, Buffer.concat(chunks).toString()]));
      },
    );
    ask.on('error', reject);
    ask.end(body);
  });
}

for (;;) {
  const [headers, event] = await call('GET', 'next');
  const id = headers['lambda-runtime-aws-request-id'];
  try {
    await call('POST', `${id}/response`, JSON.stringify(await handle(JSON.parse(event))));
  } catch (failure) {
    console.error(failure);
    await call('POST', `${id}/error`, JSON.stringify({ errorType: failure.name, errorMessage: failure.message }));
  }
}
