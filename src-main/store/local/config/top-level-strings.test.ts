import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topLevelStrings } from './top-level-strings';

describe('topLevelStrings', () => {
  test('takes strings of the top level, nothing of tables', () => {
    const toml = `
# sqlite_home = "/commented"
model = "gpt-5" # trailing
model_provider='mock'
"sqlite_home" = "C:\\\\data\\u00e9\\t"
sandbox.mode = "dotted"
retries = 3
[model_providers.mock]
sqlite_home = "/inside a table"
`;
    expect([...topLevelStrings(toml)]).toEqual([
      ['model', 'gpt-5'],
      ['model_provider', 'mock'],
      ['sqlite_home', 'C:\\dataé\t'],
    ]);
  });

  test('is not led astray by text inside other values', () => {
    const toml = `notify = [
  "a", # ]
  """
sqlite_home = "/in a string"
""",
]
instructions = '''
sqlite_home = "/in a literal"
'''
inline = { sqlite_home = "/in an inline table" }
sqlite_home = "/right"`;
    expect(topLevelStrings(toml).get('sqlite_home')).toBe('/right');
  });

  test('survives what is not TOML', () => {
    expect(topLevelStrings('\uFEFFsqlite_home = "/a"').get('sqlite_home')).toBe('/a');
    expect(topLevelStrings('!!\nsqlite_home = "/a\nmodel = "x"').get('model')).toBe('x');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'"\'[]{}=#\\\n\t abu3')), (chars) => {
        expect(topLevelStrings(chars.join(''))).toBeInstanceOf(Map);
      }),
    );
  });
});
