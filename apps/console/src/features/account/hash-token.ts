/** Reads the secret part of the address once and takes it out of there, so that it stays in no history. */
function takeHashToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

/** Of the page as it was opened. */
export const hashToken = takeHashToken();
