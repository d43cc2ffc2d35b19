// An operation by graphql-ws: what came, and the errors or the close event that ended it.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, connectionParams, headers, query] = process.argv.slice(2);
class Socket extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers: JSON.parse(headers) });
  }
}
const client = createClient({
  url: url.replace("http", "ws"),
  webSocketImpl: Socket,
  connectionParams: JSON.parse(connectionParams),
  retryAttempts: 0,
});
const results = [];
const error = await new Promise((ended) =>
  client.subscribe(
    { query },
    {
      next: (result) => results.push(result),
      error: (errors) => ended(Array.isArray(errors) ? errors : { code: errors.code, reason: errors.reason }),
      complete: () => ended(null),
    },
  ),
);
console.log(JSON.stringify({ results, error }));
await client.dispose();
