import { drawBudget } from "./budget.js";
import { siteWith } from "./control-plane.js";

console.log(drawBudget(siteWith({})));
