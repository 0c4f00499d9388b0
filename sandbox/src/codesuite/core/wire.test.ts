import { describe, expect, it } from "vitest";
import { petshop } from "./petshop.fixture.js";
import { decode, encode } from "./wire.js";

const read = (wire: unknown) => decode(petshop, "AdoptPetInput", wire);

describe("decode", () => {
  it("turns seconds into dates and base64 into bytes", () => {
    expect(read({ born: 1.5, photo: "AQI=" })).toEqual({ born: new Date(1500), photo: Buffer.from([1, 2]) });
  });

  it("drops members that the model does not know, and nulls, at any depth", () => {
    expect(read({ name: null, colour: "red", toys: [{ name: "ball", size: 3 }, null] })).toEqual({
      toys: [{ name: "ball" }],
    });
  });

  it.each([
    [{ name: 3 }, "NUMBER_VALUE can not be converted to a String"],
    [{ legs: "4" }, "STRING_VALUE can not be converted to an Integer"],
    [{ legs: 1.5 }, "DECIMAL_VALUE can not be converted to an Integer"],
    [{ tame: "true" }, "STRING_VALUE can not be converted to a Boolean"],
    [{ toys: {} }, "Expected a list, found START_OBJECT"],
    [{ toys: [[]] }, "Expected a structure or map, found START_ARRAY"],
    [{ labels: true }, "Expected a structure or map, found TRUE_VALUE"],
    [{ born: "yesterday" }, "STRING_VALUE can not be converted to a Timestamp"],
    [{ photo: 1 }, "NUMBER_VALUE can not be converted to a Blob"],
    [[], "Expected a structure or map, found START_ARRAY"],
  ])("refuses %j", (wire, message) => {
    expect(() => read(wire)).toThrow(expect.objectContaining({ code: "SerializationException", message }));
  });
});

describe("encode", () => {
  it("turns dates and ISO strings into seconds, bytes into base64, and leaves out what the model does not name", () => {
    const record = { name: "rex", born: "1970-01-01T00:00:01.500Z", photo: Buffer.from([1, 2]), secret: "x" };
    expect(encode(petshop, "AdoptPetOutput", record)).toEqual({ name: "rex", born: 1.5, photo: "AQI=" });
    expect(encode(petshop, "AdoptPetOutput", { born: new Date(2000) })).toEqual({ born: 2 });
  });
});
