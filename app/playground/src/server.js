const SILENT = "The server does not answer. Start it again with “acquaint serve”, then repeat the question.";

/** What the server replies to a request of the signed-in member; an expired token is renewed once. */
export async function ask(session, request) {
  const signed = signWith(request, await session.token());
  const reply = await post(signed);
  if (!lacksSignIn(reply.answer) || !signed.headers.authorization) return reply;
  const token = await session.renewed();
  return token ? post(signWith(request, token)) : reply;
}

/** The data that answers one question; throws the server's own sentence when there is none. */
export async function read(session, query, variables) {
  const { answer } = await ask(session, requestOf({ query, variables }));
  if (answer.errors) throw new Error(answer.errors[0].message);
  return answer.data;
}

export function requestOf(question) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(question) };
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

async function post(request) {
  let response;
  let body;
  try {
    response = await fetch("/graphql", request);
    body = await response.arrayBuffer();
  } catch {
    throw new Error(SILENT);
  }
  try {
    return { answer: JSON.parse(new TextDecoder().decode(body)), status: response.status, bytes: body.byteLength };
  } catch {
    throw new Error(`The server answered ${response.status} and no JSON. Its log says why.`);
  }
}
