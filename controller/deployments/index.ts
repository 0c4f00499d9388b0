export { type AskFrom, askFromWords, needsPerson } from "./deployment-class.js";
export { type Review, reviewIn } from "./told-review.js";
