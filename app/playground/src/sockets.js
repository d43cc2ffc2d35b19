import { createClient } from "graphql-ws";
import { watched } from "./watched.js";

const URL = `${location.origin.replace("http", "ws")}/graphql`;

/** GraphiQL's client for subscriptions; `hangUp` ends them all, for a socket keeps the member it was opened with. */
export function createSockets(session, begin) {
  const streams = new Set();
  let isConnected = false;
  let client = connect();

  async function connectionParams() {
    const token = await session.token();
    return token ? { authorization: `Bearer ${token}` } : {};
  }

  function connect() {
    const mark = (connected) => () => {
      isConnected = connected;
      for (const stream of streams) stream.connected(connected);
    };
    return createClient({ url: URL, connectionParams, on: { connected: mark(true), closed: mark(false) } });
  }

  function subscribe(question, sink) {
    const stream = watched(sink, begin().tell, session, () => streams.delete(stream));
    streams.add(stream);
    stream.connected(isConnected);
    const dispose = client.subscribe(question, stream);
    return () => {
      stream.stop();
      dispose();
    };
  }

  function hangUp() {
    for (const stream of streams) stream.stop();
    client.dispose();
    client = connect();
  }

  return { subscribe, hangUp };
}
