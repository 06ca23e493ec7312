const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** So large a share of what was recognised stands in the agent's own words: the microphone heard the loudspeaker. */
const echoShare = 0.7;

/**
 * Browser recognition listens to its own microphone stream, which echo cancellation does not always reach.
 * Two words or more that mostly repeat what the agent is saying are its echo. One word never is: `yes` is often
 * the right answer to a question that contains it.
 */
export function isEcho(recognised: string, agentText: string): boolean {
  const heard = words(recognised);
  if (heard.length < 2) return false;
  const spoken = new Set(words(agentText));
  const repeated = heard.filter((word) => spoken.has(word)).length;
  return repeated / heard.length >= echoShare;
}
