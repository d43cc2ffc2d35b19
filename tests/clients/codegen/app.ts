import type { InviteMutation, InviteMutationVariables, RefetchQuery, SecondDegreeQuery } from "./operations";
import type { ErrorCode } from "./schema";

export const intent: InviteMutationVariables = { input: { memberId: "noor", howYouKnow: "COLLEAGUE" } };

export function names({ viewer }: SecondDegreeQuery): string[] {
  return viewer === null ? [] : viewer.secondDegree.edges.map((edge) => edge.node.name);
}

export function reason({ sendInvitation }: InviteMutation): ErrorCode | undefined {
  return sendInvitation.userErrors[0]?.code;
}

export function title({ node }: RefetchQuery): string {
  switch (node?.__typename) {
    case "Member":
      return node.headline ?? node.name;
    case "Invitation":
      return node.sender.name;
    case undefined:
      return "nobody";
  }
}

// @ts-expect-error: a viewer may be nobody.
export const count = (answer: SecondDegreeQuery): number => answer.viewer.secondDegree.totalCount;

// @ts-expect-error: an invitation needs its recipient.
export const nobody: InviteMutationVariables = { input: { note: "We met in Lund." } };

// @ts-expect-error: there is no such reason.
export const unknown: ErrorCode = "INVITATION_LOST";
