/** Whether text is one JSON value. Only then does the white space between its parts mean nothing. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
