import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { withoutCypher } from "./cypher.jsx";
import { lackOf } from "./hint.jsx";
import { ask, requestOf } from "./server.js";
import { createSockets } from "./sockets.js";

/** The way of GraphiQL's questions to the server, with the headers of `wishes`; `begin` notes how each of them goes. */
export function createFetcher(session, wishes, begin) {
  const sockets = createSockets(session, begin);

  async function send(url, request) {
    const { tell, isInFront } = begin();
    const start = performance.now();
    const wishing = { ...request, headers: { ...wishes(), ...request.headers } };
    const reply = await ask(session, wishing).catch((error) => ({ answer: { errors: [{ message: error.message }] } }));
    const milliseconds = performance.now() - start;
    const { answer, statements } = withoutCypher(reply.answer);
    const { status, bytes } = reply;
    tell({ state: "answered", status, bytes, milliseconds, statements, data: answer.data, lack: lackOf(answer, session) });
    if (isInFront()) return Response.json(answer);
    // GraphiQL would show it in the tab that is in front by now.
    tell({ state: "left" });
    return new Promise(() => {});
  }

  const fetcher = createGraphiQLFetcher({
    url: "/graphql",
    fetch: send,
    schemaFetcher: async (question) => (await ask(session, requestOf(question))).answer,
    wsClient: sockets,
    enableIncrementalDelivery: false,
  });
  return { fetcher, hangUp: sockets.hangUp };
}
