// Reads two pages of the second degree and invites the first member; needs ACQUAINT_URL and ACQUAINT_TOKEN.
// Node 22.18 and newer run it as it is, older ones after tsc.
declare const process: { env: Record<string, string> }; // not needed beside @types/node
type Person = { id: string; name: string };
type PageInfo = { hasNextPage: boolean; endCursor: string | null };
type Found = { viewer: { secondDegree: { nodes: Person[]; pageInfo: PageInfo } } | null };
type UserError = { code: string; message: string };
type Sent = { sendInvitation: { outcome: "SENT" | "CONNECTED" | null; userErrors: UserError[] } };

export async function ask<T>(query: string, variables: object): Promise<T> {
  const headers = { Authorization: `Bearer ${process.env.ACQUAINT_TOKEN}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(process.env.ACQUAINT_URL, { method: "POST", headers, body });
  const answer = (await response.json()) as { data: T; errors?: { message: string }[] };
  if (answer.errors) throw new Error(answer.errors[0].message);
  return answer.data;
}

const SECOND_DEGREE = `query ($after: String) {
  viewer { secondDegree(first: 2, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } } }`;
const INVITE = `mutation ($input: SendInvitationInput!) {
  sendInvitation(input: $input) { outcome userErrors { code message } } }`;
let people: Person[] = [], page: PageInfo = { hasNextPage: true, endCursor: null };
while (page.hasNextPage && people.length < 4) {
  const { viewer } = await ask<Found>(SECOND_DEGREE, { after: page.endCursor });
  if (!viewer) throw new Error("The token's subject is no member yet.");
  people.push(...viewer.secondDegree.nodes);
  page = viewer.secondDegree.pageInfo;
}
console.log(people.map((person) => person.name).join(", "));
const input = { memberId: people[0].id, idempotencyKey: crypto.randomUUID() };
const { sendInvitation: sent } = await ask<Sent>(INVITE, { input });
const refusal = sent.userErrors.find((error) => error.code !== "INVITATION_ALREADY_PENDING");
if (refusal) throw new Error(refusal.message);
console.log(sent.outcome ?? "invited before");
