// The data as all other modules read it; Python's `packed` says what the page has in its place.

export function unpacked(data) {
  const { sorts, banks, columns } = data;
  const passages = data.places.flatMap(([s, sec, p, by, quoted]) =>
    quoted.map((one) => {
      const [q, l, h] = [one].flat();
      return { q, s, sec, p, by, l, h };
    }),
  );
  const read = {};
  let bank = 0;
  let left = banks[0].count;
  const questions = data.questions.map((sort) => {
    for (; left === 0; left = banks[bank].count) bank++;
    left--;
    const [shared, ...keys] = sorts[sort];
    const question = { bank, ...shared };
    for (const key of keys) {
      const row = (read[key] ??= 0);
      question[key] = columns[key][row];
      read[key]++;
    }
    question.evidence = question.evidence.map((index) => passages[index]);
    return question;
  });
  return { ...data, questions };
}
