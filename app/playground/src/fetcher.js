import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";

const SILENT = "The server does not answer. Start it again with “acquaint serve”, then repeat the question.";

/** The way of every question to the server: it signs, renews an expired token once, and shows every answer to `watch`. */
export function createFetcher(session, watch) {
  const sockets = createSockets(session);

  async function ask(url, request) {
    const signed = signWith(request, await session.token());
    let answer = await post(url, signed);
    if (lacksSignIn(answer) && signed.headers.authorization) {
      const token = await session.renewed();
      if (token) answer = await post(url, signWith(request, token));
    }
    return answer;
  }

  async function send(url, request) {
    const answer = await ask(url, request).catch((error) => ({ errors: [{ message: error.message }] }));
    watch(answer);
    return Response.json(answer);
  }

  const fetcher = createGraphiQLFetcher({
    url: "/graphql",
    fetch: send,
    wsClient: sockets,
    enableIncrementalDelivery: false,
  });
  return { fetcher, hangUp: sockets.hangUp };
}

/** Whether an answer, or a part of it, was refused because nobody is signed in or the token has expired. */
export function lacksSignIn(answer) {
  return (answer.errors ?? []).some((error) => error.extensions?.code === "UNAUTHENTICATED");
}

// An Authorization header written by hand in the Headers pane wins.
function signWith(request, token) {
  const headers = Object.fromEntries(new Headers(request.headers));
  if (token) headers.authorization ??= `Bearer ${token}`;
  return { ...request, headers };
}

async function post(url, request) {
  let response;
  try {
    response = await fetch(url, request);
  } catch {
    throw new Error(SILENT);
  }
  try {
    return await response.json();
  } catch {
    throw new Error(`The server answered ${response.status} and no JSON. Its log says why.`);
  }
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
