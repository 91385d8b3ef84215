import { recordedHomes } from '../../fixtures/corpus';
import { describeRecordedHomes } from './testing/describe-recorded-homes';

describeRecordedHomes(recordedHomes.filter((home) => home.origin === 'project'));
