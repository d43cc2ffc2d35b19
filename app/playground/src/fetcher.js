import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";
import { ask } from "./server.js";

/** The way of GraphiQL's questions to the server, with the headers of `wishes`; `watch` sees every answer. */
export function createFetcher(session, wishes, watch) {
  const sockets = createSockets(session);

  async function send(url, request) {
    const wishing = { ...request, headers: { ...wishes(), ...request.headers } };
    const answer = await ask(session, url, wishing).catch((error) => ({ errors: [{ message: error.message }] }));
    return Response.json(watch(answer));
  }

  const fetcher = createGraphiQLFetcher({
    url: "/graphql",
    fetch: send,
    wsClient: sockets,
    enableIncrementalDelivery: false,
  });
  return { fetcher, hangUp: sockets.hangUp };
}

// A socket keeps the member it was opened with, so a change of member needs a new client.
function createSockets(session) {
  const url = `${location.origin.replace("http", "ws")}/graphql`;
  const connectionParams = async () => {
    const token = await session.token();
    return token ? { authorization: `Bearer ${token}` } : {};
  };
  const connect = () => createClient({ url, connectionParams });
  let client = connect();
  return {
    subscribe: (...question) => client.subscribe(...question),
    hangUp() {
      client.dispose();
      client = connect();
    },
  };
}
