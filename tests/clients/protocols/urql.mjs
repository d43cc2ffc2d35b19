// The like by two clients of urql.
import { Client, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";

const [url, authorization, method, query] = process.argv.slice(2);

async function ask() {
  const sent = [];
  const client = new Client({
    url,
    exchanges: [persistedExchange({ preferGetForPersistedQueries: method === "GET" }), fetchExchange],
    fetchOptions: { headers: { authorization } },
    preferGetMethod: false,
    fetch: (address, request) => {
      sent.push([request.method, /query(%20|\+| )/.test(`${address}${request.body ?? ""}`)]);
      return fetch(address, request);
    },
  });
  const { data, error } = await client.query(query, {}).toPromise();
  return { data, ...(error && { error: error.message }), sent };
}

console.log(JSON.stringify([await ask(), await ask()]));
