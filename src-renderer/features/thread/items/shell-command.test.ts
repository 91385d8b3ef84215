import { expect, it } from 'vitest';
import { shellCommand } from './shell-command';

it.each([
  [`/bin/bash -lc ls`, 'ls'],
  [`bash -lc 'ls -la | wc'`, 'ls -la | wc'],
  [`/bin/bash -lc "printf 'line %s\\\\n' 1; ls"`, `printf 'line %s\\n' 1; ls`],
  [`/usr/bin/zsh -c "echo \\"a\\""`, 'echo "a"'],
  [`bash -lc "a \\\nb"`, 'a b'],
  [`/bin/bash -lc 'grep -E "''^# (a|b)"'`, 'grep -E "^# (a|b)"'],
  [`bash -lc 'echo '"it's"`, `echo it's`],
  // Quoting that means more than itself stays.
  [`bash -lc "echo $HOME"`, `bash -lc "echo $HOME"`],
  [`bash -lc 'a'\\''b'`, `bash -lc 'a'\\''b'`],
  [`bash -lc ls -la`, `bash -lc ls -la`],
  [`python3 -c 'print(1)'`, `python3 -c 'print(1)'`],
  ['', ''],
])('reads %s', (command, inner) => {
  expect(shellCommand(command)).toBe(inner);
});
