import type { ApiModel } from "./models.js";

/** A small API model with each kind of shape and constraint. */
export const petshop: ApiModel = {
  metadata: { serviceFullName: "Pet Shop", targetPrefix: "com.example.PetShop_20200101" },
  operations: {
    AdoptPet: { input: { shape: "AdoptPetInput" }, output: { shape: "AdoptPetOutput" } },
    CloseShop: {},
    FeedPet: { input: { shape: "AdoptPetInput" } },
  },
  shapes: {
    AdoptPetInput: {
      type: "structure",
      required: ["name"],
      members: {
        name: { shape: "Name" },
        kind: { shape: "Kind" },
        legs: { shape: "Legs" },
        chip: { shape: "Chip" },
        born: { shape: "Timestamp" },
        photo: { shape: "Photo" },
        tame: { shape: "Flag" },
        labels: { shape: "Labels" },
        toys: { shape: "Toys" },
        nicknames: { shape: "Nicknames" },
      },
    },
    AdoptPetOutput: {
      type: "structure",
      members: { name: { shape: "Name" }, born: { shape: "Timestamp" }, photo: { shape: "Photo" } },
    },
    Name: { type: "string", min: 2, max: 5, pattern: "[a-z]+" },
    Kind: { type: "string", enum: ["CAT", "DOG"] },
    Legs: { type: "integer", min: 0, max: 4 },
    Chip: { type: "string", sensitive: true, max: 3 },
    Timestamp: { type: "timestamp" },
    Photo: { type: "blob", max: 4 },
    Flag: { type: "boolean" },
    Labels: { type: "map", key: { shape: "Name" }, value: { shape: "LabelValue" }, max: 2 },
    LabelValue: { type: "string", max: 3 },
    Toys: { type: "list", member: { shape: "Toy" }, min: 1 },
    Toy: { type: "structure", required: ["name"], members: { name: { shape: "Name" } } },
    Nicknames: { type: "list", member: { shape: "Name" } },
  },
};
