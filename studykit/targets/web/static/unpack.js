// The data as all other modules read it; Python's `packed` says what the page has in its place.

export function unpacked(data) {
  const { sorts, places, banks } = data;
  let bank = 0;
  let left = banks[0].count;
  const questions = data.questions.map(([sort, ...values]) => {
    for (; left === 0; left = banks[bank].count) bank++;
    left--;
    const [shared, ...keys] = sorts[sort];
    const question = { bank, ...shared };
    keys.forEach((key, n) => (question[key] = values[n]));
    question.evidence = question.evidence.map(([place, q, l]) => {
      const [s, sec, p, by] = places[place];
      return { q, s, sec, p, by, l };
    });
    return question;
  });
  return { ...data, questions };
}
