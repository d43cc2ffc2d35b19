// Prints what Apollo's cache shows of a member, followed and then blocked by the viewer, and of two queries under viewer.
import { readFileSync } from "node:fs";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client/core";

const [, , url, authorization, id] = process.argv;
const cache = new InMemoryCache();
const client = new ApolloClient({ cache, link: new HttpLink({ uri: url, headers: { authorization } }) });
const texts = readFileSync(new URL("src/documents.js", import.meta.url), "utf8").match(/(?<=`)[^`;]+(?=`)/g);
const documents = Object.fromEntries(texts.map((text) => [/documents(\w+)/.exec(text)[1], gql(text)]));
const { ProfileQuery, FollowMutation, BlockMutation, ConnectionsQuery, InvitationsQuery } = documents;

const shown = [];
const profile = client.watchQuery({ query: ProfileQuery, variables: { id } });
profile.subscribe(({ data }) => data && shown.push(data.member.relationship.isFollowing));
await client.query({ query: ProfileQuery, variables: { id } });
await client.mutate({ mutation: FollowMutation, variables: { input: { memberId: id } } });

await client.query({ query: ConnectionsQuery });
await client.query({ query: InvitationsQuery });
const kept = [ConnectionsQuery, InvitationsQuery].map((query) => cache.readQuery({ query })?.viewer.id ?? null);

await client.mutate({ mutation: BlockMutation, variables: { input: { memberId: id } } });
const record = Object.keys(cache.extract()[`Member:${id}`]).sort();
console.log(JSON.stringify({ shown: shown.filter((value, place) => value !== shown[place - 1]), kept, record }));
