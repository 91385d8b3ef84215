import { describeBranching } from '../conformance/describe-branching';
import { describeMetadata } from '../conformance/describe-metadata';
import { describeShelf } from '../conformance/describe-shelf';
import type { OpenSubject } from '../conformance/writing-subject';
import { openSampleHome } from './testing/open-sample-home';

const open: OpenSubject = (rollouts) => openSampleHome(rollouts, { database: true });

for (const describeCapability of [describeMetadata, describeShelf, describeBranching]) {
  describeCapability('local', open);
}
