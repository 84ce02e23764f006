/**
 * What a lead in score was worth on other knowledge: fitted on questions to subsets of 15 to 140 subjects with one to three
 * questions each, none of which had been seen (docs/decisions/0010). For knowledge that has too few questions of its own.
 */
const shipped = { intercept: -1.86, slope: 6.7, questions: 0.61, articles: 0.05 };

/** `questions`: questions and titles of an average article. */
export const shippedCurve = (questions: number, articles: number) => ({
  intercept: shipped.intercept + shipped.questions * Math.log(Math.max(1, questions)) + shipped.articles * Math.log(Math.max(1, articles)),
  slope: shipped.slope,
});
