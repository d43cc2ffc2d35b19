const KEY = "acquaint:who";

/** Who is asking: a member picked at the top (development), or a token somebody pasted (production). */
export class Session {
  #token = null;

  constructor(development) {
    this.development = development;
    // A real token must not outlive the browser tab; a member's id is no secret.
    this.storage = development ? localStorage : sessionStorage;
    this.who = this.storage.getItem(KEY);
  }

  signIn(who) {
    this.who = who || null;
    this.#token = null;
    if (this.who) this.storage.setItem(KEY, this.who);
    else this.storage.removeItem(KEY);
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
