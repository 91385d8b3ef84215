import { number, object, objects, string } from '../json';

export interface CommandOutput {
  text: string;
  exitCode: number | null;
  durationMs: number | null;
  /** Session of a process that was still running. */
  processId: string | null;
}

/**
 * What a tool's output tells (formats.md 3.4): a header block before the text, JSON inside the string in older
 * files, or a list of parts.
 */
export function commandOutput(output: unknown): CommandOutput {
  const text = string(output) ?? textOfParts(output);
  return fromJson(text) ?? fromHeader(text);
}

/** `{"output": text, "metadata": {"exit_code", "duration_seconds"}}`, written until early 2026. */
function fromJson(text: string): CommandOutput | null {
  if (!text.startsWith('{')) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null; // a command printed something that starts like JSON
  }
  const result = object(parsed);
  const inner = string(result?.output);
  const metadata = object(result?.metadata);
  if (inner === null || metadata === null) return null;
  const seconds = number(metadata.duration_seconds);
  return {
    text: inner,
    exitCode: number(metadata.exit_code),
    durationMs: seconds === null ? null : Math.round(seconds * 1000),
    processId: null,
  };
}

const headerLine =
  /^(?:Chunk ID: .*|Wall time:? ([\d.]+) seconds|(?:Process exited with code|Exit code:) (-?\d+)|Process running with session ID (\S+)|Original token count: \d+|Total output lines: \d+|Script completed)$/;

/** Lines of known kinds up to `Output:`; a text that starts otherwise has no header. */
function fromHeader(text: string): CommandOutput {
  const found: CommandOutput = { text, exitCode: null, durationMs: null, processId: null };
  let at = 0;
  for (let lines = 0; lines < 8; lines += 1) {
    const end = text.indexOf('\n', at);
    const line = end < 0 ? text.slice(at) : text.slice(at, end);
    if (line === 'Output:') return { ...found, text: end < 0 ? '' : text.slice(end + 1) };
    const match = headerLine.exec(line);
    if (!match || end < 0) break;
    const [, seconds, code, session] = match;
    if (seconds !== undefined) found.durationMs = Math.round(Number(seconds) * 1000);
    if (code !== undefined) found.exitCode = Number(code);
    if (session !== undefined) found.processId = session;
    at = end + 1;
  }
  return { text, exitCode: null, durationMs: null, processId: null };
}

function textOfParts(output: unknown): string {
  return objects(output)
    .map((part) => string(part.text) ?? '')
    .join('');
}
