import { activityStatusOf, keyText } from "../../../controller/records/index.js";
import type { Claim } from "../claim.js";
import { until } from "../until.js";

export const eventsToldClaim: Claim = {
  id: "events-told",
  says: "The events of an execution reach the ledger: it knows which environment waits for an approval.",
  needs: ["approval-token"],
  prove: async ({ connection, key, patienceMs: timeoutMs, signal }) => {
    const waiting = async () => {
      const all = await connection.activities.list();
      const own = all.find((activity) => keyText(activity.key) === keyText(key));
      return own && activityStatusOf(own).environments.find(({ state }) => state === "Waiting");
    };
    const { environment, since } = await until(waiting, { timeoutMs, what: "the events", signal });
    return `${environment} waits since ${since}`;
  },
};
