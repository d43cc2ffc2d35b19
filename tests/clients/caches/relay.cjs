// Prints what Relay's store shows of a member, followed and then blocked by the viewer, and of two queries under viewer.
const { Environment, Network, RecordSource, Store, commitMutation, createOperationDescriptor, fetchQuery, getRequest } =
  require("relay-runtime");

const [, , url, authorization, id] = process.argv;
const compiled = (name) => require(`./artifacts/documents${name}.graphql`);

async function ask({ text }, variables) {
  const headers = { authorization, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: text, variables }) });
  return response.json();
}

const environment = new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) });
const described = (name, variables) => createOperationDescriptor(getRequest(compiled(name)), variables);
const change = (name, input) =>
  new Promise((onCompleted, onError) =>
    commitMutation(environment, { mutation: compiled(name), variables: { input }, onCompleted, onError }),
  );

async function read(name, variables) {
  environment.retain(described(name, variables));
  await fetchQuery(environment, compiled(name), variables).toPromise();
}

async function main() {
  const shown = [];
  await read("ProfileQuery", { id });
  const snapshot = environment.lookup(described("ProfileQuery", { id }).fragment);
  shown.push(snapshot.data.member.relationship.isFollowing);
  environment.subscribe(snapshot, ({ data }) => shown.push(data.member?.relationship.isFollowing));
  await change("FollowMutation", { memberId: id });

  await read("ConnectionsQuery", {});
  await read("InvitationsQuery", {});
  const kept = ["ConnectionsQuery", "InvitationsQuery"].map((name) => {
    const { data, isMissingData } = environment.lookup(described(name, {}).fragment);
    return isMissingData ? null : data.viewer.id;
  });

  await change("BlockMutation", { memberId: id });
  const record = Object.keys(environment.getStore().getSource().get(id)).sort();
  console.log(JSON.stringify({ shown, kept, record }));
}

main();
