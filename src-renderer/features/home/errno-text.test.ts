import { expect, it } from 'vitest';
import { errnoText } from './errno-text';

it('explains what it knows, names what it does not, and admits when nothing is known', () => {
  expect(errnoText('EACCES')).toBe('You do not have permission to read it. (EACCES)');
  expect(errnoText('EWEIRD')).toBe('The system says EWEIRD.');
  expect(errnoText(null)).toBe('The system does not say why.');
});
