const KEY = "acquaint:who";

/** Who is asking in this browser tab: a member picked at the top (development), or a pasted token (production). */
export class Session {
  #token = null;

  constructor(development) {
    this.development = development;
    this.who = (development ? memberAtFirst() : sessionStorage.getItem(KEY)) || null;
  }

  signIn(who) {
    this.who = who || null;
    this.#token = null;
    sessionStorage.setItem(KEY, who ?? "");
    // A real token must not outlive the browser tab; a member's id is no secret.
    if (this.development) localStorage.setItem(KEY, who ?? "");
  }

  /** The token to send, or null; a promise is kept so that two questions at once fetch one token. */
  async token() {
    if (!this.who || !this.development) return this.who;
    const wanted = (this.#token ??= fetchToken(this.who));
    try {
      return await wanted;
    } catch (error) {
      if (this.#token === wanted) this.#token = null;
      throw error;
    }
  }

  /** A new token in place of an expired one; null when there is no way to get one. */
  async renewed() {
    if (!this.who || !this.development) return null;
    this.#token = null;
    return this.token();
  }
}

// The member of a shared link, else of this browser tab, else the last one picked in any of them.
function memberAtFirst() {
  const address = new URL(location);
  const member = address.searchParams.get("as") ?? sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  // From here on another tab's choice changes nothing in this one, and a reload keeps what is picked in it.
  sessionStorage.setItem(KEY, member ?? "");
  address.searchParams.delete("as");
  history.replaceState(null, "", address);
  return member;
}

async function fetchToken(memberId) {
  const response = await fetch("/dev/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ memberId }),
  });
  const answer = await response.json().catch(() => ({}));
  if (answer.token) return answer.token;
  const reason = answer.errors?.[0]?.message ?? `the server answered ${response.status}.`;
  throw new Error(`Signing in as “${memberId}” failed: ${reason} Pick another member at the top.`);
}
