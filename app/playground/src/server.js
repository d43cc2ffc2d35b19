const SILENT = "The server does not answer. Start it again with “acquaint serve”, then repeat the question.";

/** What the server answers to a request of whoever is signed in; an expired token is renewed once. */
export async function ask(session, url, request) {
  const signed = signWith(request, await session.token());
  const answer = await post(url, signed);
  if (!lacksSignIn(answer) || !signed.headers.authorization) return answer;
  const token = await session.renewed();
  return token ? post(url, signWith(request, token)) : answer;
}

/** The data that answers one question; throws the server's own sentence when there is none. */
export async function read(session, query, variables) {
  const answer = await ask(session, "/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  if (answer.errors) throw new Error(answer.errors[0].message);
  return answer.data;
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
