import { recordedHomes } from '../../fixtures/corpus';
import { describeRecordedHomes } from './testing/describe-recorded-homes';

// The project's own homes are read by an ordinary test; where there is no corpus, one of them stands for it.
const corpus = recordedHomes.filter((home) => home.origin === 'corpus');
describeRecordedHomes(corpus.length > 0 ? corpus : recordedHomes.slice(0, 1));
