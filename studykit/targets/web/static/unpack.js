// The data as all other modules read it: what many questions and passages have in common is put back.

export function unpacked(data) {
  for (const question of data.questions) {
    Object.assign(question, data.sorts[question.sort]);
    for (const passage of question.evidence) Object.assign(passage, data.places[passage.at]);
  }
  return data;
}
