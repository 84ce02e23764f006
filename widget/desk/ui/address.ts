/** Which pane a narrow screen shows, and which conversation is open. Kept in the address, so that reload and Back work. */
export interface Route {
  conversation: string | null;
  details: boolean;
}

export function routeOf(hash: string): Route {
  const match = /^#\/c\/([A-Za-z0-9_-]{8,64})(\/details)?$/.exec(hash);
  return { conversation: match?.[1] ?? null, details: match?.[2] !== undefined };
}

export const hashOf = (route: Route): string =>
  route.conversation === null ? '#/' : `#/c/${route.conversation}${route.details ? '/details' : ''}`;
