import type { Damage, RecordRef } from '../../../contracts/model/record';
import type { ThreadMetadata } from '../../../history/thread-metadata';
import type { FileSketch, ItemSketch, SessionHead, TurnSketch, UsagePoint } from '../../../history/types';
import type { FileIdentity } from '../home/file-identity';
import type { Sample } from '../scan/samples';

/** What the catalog knows of a file; `path` is relative to the home, with `.zst` where that is the form. */
export interface IndexedFile {
  path: string;
  identity: FileIdentity;
  head: SessionHead | null;
  headRecord: RecordRef | null;
  metadata: ThreadMetadata | null;
  headRead: boolean;
  /** The first ones. */
  damage: Damage[];
}

export interface StoredFile extends IndexedFile {
  scanned: boolean;
  turnCount: number | null;
}

/** How far a file was scanned. */
export interface ScanState {
  generation: string;
  version: number;
  /** 1-based number and decoded offset of the line that comes next. */
  line: number;
  offset: number;
  /** Decoded bytes of the file, as far as known. */
  total: number;
  /** Of the bytes before `offset`. */
  samples: Sample[];
  /** The file as the last commit saw it; null before the first commit. */
  seen: FileIdentity | null;
  /** True when that commit reached the end of the file. */
  complete: boolean;
  turnCount: number | null;
}

/** What one stretch of a scan adds. */
export interface ScanCommit {
  path: string;
  /** Version that the stretch started from. */
  version: number;
  line: number;
  offset: number;
  total: number;
  samples: Sample[];
  seen: FileIdentity;
  /** Whatever the scan needs to go on; plain data. */
  state: unknown;
  kinds: FileSketch['kinds'];
  turns: TurnSketch[];
  items: { n: number; item: ItemSketch }[];
  usage: UsagePoint[];
  damage: { n: number; damage: Damage }[];
  /** Set when the scan reached the end of the file as `seen` tells it. */
  complete: (Omit<IndexedFile, 'path' | 'identity'> & { turnCount: number }) | null;
}
