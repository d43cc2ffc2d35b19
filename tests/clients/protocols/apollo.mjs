// A query by two clients of Apollo with persisted queries: the data, and the requests that each needed.
import { createHash } from "node:crypto";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client/core";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

const [uri, authorization, method, query] = process.argv.slice(2);

async function ask() {
  const sent = [];
  const http = new HttpLink({
    uri,
    headers: { authorization },
    fetch: (address, request) => {
      sent.push([request.method, /query(%20|\+| )/.test(`${address}${request.body ?? ""}`)]);
      return fetch(address, request);
    },
  });
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries: method === "GET" });
  const client = new ApolloClient({ cache: new InMemoryCache(), link: persisted.concat(http) });
  const { data } = await client.query({ query: gql(query) });
  return { data, sent };
}

console.log(JSON.stringify([await ask(), await ask()]));
