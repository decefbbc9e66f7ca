// The data as all other modules read it; Python's `packed` says what the page has in its place.

const UNPACKED = {
  options: (options) => options.map(([t, right, why, last]) => ({ t, right, why, last })),
  blanks: (blanks) => blanks.map((blank) => ({ words: blank.answers, ...blank })),
};

export function unpacked(data) {
  const { sorts, banks, columns } = data;
  const passages = columns.passages.flatMap(([s, sec, p, by, quoted]) =>
    quoted.map((one) => {
      const [q, l] = [one].flat();
      return { q, s, sec, p, by, l };
    }),
  );
  const read = {};
  let bank = 0;
  let cited = 0;
  let left = banks[0].count;
  const questions = data.questions.map((sort) => {
    for (; left === 0; left = banks[bank].count) bank++;
    left--;
    const [shared, ...keys] = sorts[sort];
    const question = { bank, ...shared };
    for (const key of keys) {
      const row = (read[key] ??= 0);
      const value = columns[key][row];
      question[key] = UNPACKED[key]?.(value) ?? value;
      read[key]++;
    }
    question.evidence = question.evidence.map((step) => passages[(cited += step)]);
    return question;
  });
  const giveaways = (data.giveaways ?? []).map((pair) => pair.map((index) => questions[index].id));
  return { ...data, questions, giveaways };
}
