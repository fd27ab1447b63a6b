// The control interface: everything that the page knows and does goes over it.

/** A refusal, in words for the person on the page. */
export class Refusal extends Error {
  constructor(error) {
    super(`Expected ${error.expected}; got ${error.got}. ${error.help}`);
    this.name = "Refusal";
  }
}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  return answer(await fetch(`/control/${path}`, options));
}

async function answer(response) {
  const content = await response.json();
  if (response.ok) return content;
  throw new Refusal(content.error ?? { expected: "an answer", got: content.description ?? response.status, help: "" });
}

export const read = (path) => call("GET", path);
export const act = (path, body = {}) => call("POST", path, body);
export const forget = (path) => call("DELETE", path);

/** Gives a file to the emulator: its kind and `file_id`, for a message. */
export async function upload(file, kind) {
  const query = new URLSearchParams({ kind, name: file.name });
  const headers = { "Content-Type": "application/octet-stream" };
  return answer(await fetch(`/control/files?${query}`, { method: "POST", headers, body: file }));
}

/** Where the browser finds a file's content. */
export const fileAddress = (fileId) => `/control/files/${encodeURIComponent(fileId)}`;

/**
 * Follows the journal from a revision on. `onTorn` means that entries are missing: begin anew with the state.
 * The browser connects again by itself, and says which entry it saw last.
 */
export function follow(since, { onEntry, onTorn, onLink }) {
  const source = new EventSource(`/control/events?since=${since}`);
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  source.onmessage = (event) => onEntry(JSON.parse(event.data));
  source.addEventListener("torn", () => {
    source.close();
    onTorn();
  });
}
