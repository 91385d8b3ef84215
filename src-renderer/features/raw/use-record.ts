import type { RecordRef } from '@contracts/model/record';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client-context';

/** Bytes of one page of a record. */
export const sliceLength = 65_536;
/** A record up to this size is fetched whole and laid out as JSON; the channel gives no more at once. */
const wholeLength = 262_144;

/** How many pages a record is shown in. */
export function pagesOf(record: RecordRef): number {
  return record.length <= wholeLength ? 1 : Math.ceil(record.length / sliceLength);
}

/** One page of the raw bytes of a record. */
export function useRecord(threadId: string, record: RecordRef | undefined, page: number) {
  const client = useClient();
  return useQuery({
    queryKey: ['thread-record', threadId, record?.rolloutId, record?.offset, page],
    queryFn: () =>
      client.threadsRecord({
        threadId,
        // Without a record the query is not enabled.
        record: record as RecordRef,
        from: page * sliceLength,
        count: record && pagesOf(record) === 1 ? wholeLength : sliceLength,
      }),
    enabled: record !== undefined,
    gcTime: 30_000,
  });
}
