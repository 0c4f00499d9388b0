const orders = new Map([
  ["1", { item: "a lamp", quantity: 1 }],
  ["2", { item: "a chair", quantity: 4 }],
]);

/** `GET /orders/{id}`, as an HTTP API of API Gateway calls it (payload format 2.0). */
export async function handler({ pathParameters }) {
  const id = pathParameters?.id ?? "";
  const order = orders.get(id);
  return order ? answer(200, { id, ...order }) : answer(404, { message: `There is no order ${id}` });
}

function answer(statusCode, body) {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
