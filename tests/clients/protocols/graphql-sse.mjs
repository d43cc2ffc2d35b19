// An operation by graphql-sse as an app has it, only that retries do not wait: what came, and how often it was sent.
import { createClient } from "graphql-sse";

const [url, authorization, query] = process.argv.slice(2);
let sent = 0;
const client = createClient({
  url,
  headers: authorization ? { authorization } : {},
  retry: async () => {},
  fetchFn: (...request) => {
    sent += 1;
    return fetch(...request);
  },
});
const results = [];
let error = null;
try {
  for await (const result of client.iterate({ query })) results.push(result);
} catch (thrown) {
  error = thrown.message;
}
console.log(JSON.stringify({ results, error, sent }));
