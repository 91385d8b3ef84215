/** Heights of rows that were never measured, in px: headers are known, prompts and answers are higher than tools. */
export function estimateRow(key: number): number {
  if (key >= 0) return 44;
  return key % 2 === 0 ? 34 : 44;
}
