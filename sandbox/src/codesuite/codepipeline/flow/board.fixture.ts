/**
 * A second account of how executions go through a pipeline, written from the sentences of
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html alone: rooms that are locked, halls in
 * front of them, and tokens that move. It shares no code with the flow.
 */
export interface BoardStage {
  readonly name: string;
  /** Groups by run order; approvals begin with `?`. */
  readonly groups: readonly (readonly string[])[];
  readonly onFailure?: "RETRY_FAILED" | "RETRY_ALL" | "ROLLBACK";
}

type Mode = "SUPERSEDED" | "QUEUED" | "PARALLEL";

interface Token {
  status: string;
  /** Stage by number. */
  at: number;
  /** In the room, or in the hall in front of it. */
  inRoom: boolean;
  readonly isRollback: boolean;
  readonly version: number;
  doing: Set<string>;
  done: Set<string>;
  bad: Set<string>;
  ending?: "Stopped" | "Cancelled";
  readonly ofStage: Map<number, string>;
  readonly retried: Set<number>;
}

export class Board {
  readonly #stages: readonly BoardStage[];
  readonly #mode: Mode;
  readonly #closed = new Set<number>();
  readonly #lastIn = new Map<number, number>();
  readonly tokens: Token[] = [];
  version = 1;

  constructor(stages: readonly BoardStage[], mode: Mode) {
    this.#stages = stages;
    this.#mode = mode;
  }

  /** Numbers are those of executions: the first is 1. */
  token(number: number): Token {
    const token = this.tokens[number - 1];
    if (!token) throw new Error(`There is no token ${number}.`);
    return token;
  }

  running(): string[] {
    const all = this.tokens.flatMap(({ doing }, index) => [...doing].map((name) => `${index + 1} ${name}`));
    return all.sort();
  }

  start(): void {
    this.#add(0, false);
    this.#play();
  }

  end(number: number, name: string, isGood: boolean): void {
    const token = this.token(number);
    token.doing.delete(name);
    (isGood ? token.done : token.bad).add(name);
    this.#play();
  }

  canStop(number: number, abandon: boolean): boolean {
    const { status } = this.token(number);
    return status === "InProgress" || (status === "Stopping" && abandon);
  }

  stop(number: number, abandon: boolean): void {
    const token = this.token(number);
    token.status = "Stopping";
    token.ending ??= "Stopped";
    if (token.inRoom) token.ofStage.set(token.at, "Stopping");
    if (abandon) this.#abandon(token);
    this.#play();
  }

  door(stage: number, isOpen: boolean): void {
    if (isOpen) this.#closed.delete(stage);
    else this.#closed.add(stage);
    this.#play();
  }

  update(): void {
    this.version += 1;
    for (const token of this.#alive()) {
      token.ending = "Cancelled";
      for (const name of token.doing) {
        if (!name.startsWith("?")) continue;
        token.doing.delete(name);
        token.bad.add(name);
      }
    }
    this.#play();
  }

  canRetry(number: number, stage: number): boolean {
    const token = this.token(number);
    const hasStopped = /^(Failed|Stopped)$/.test(token.ofStage.get(stage) ?? "");
    const isLast = this.#mode === "PARALLEL" || this.#lastIn.get(stage) === number;
    return hasStopped && isLast && token.version === this.version && !this.#isAlive(token);
  }

  retry(number: number, stage: number, all: boolean): void {
    this.#again(this.token(number), stage, all);
    this.#play();
  }

  canRollBack(stage: number, target: number): boolean {
    const isFree = !this.tokens.some((token) => token.inRoom && token.at === stage);
    return this.#mode !== "PARALLEL" && stage > 0 && isFree && this.#isTarget(this.token(target), stage);
  }

  rollBack(stage: number): void {
    this.#send(stage);
    this.#play();
  }

  #send(stage: number): void {
    const token = this.#add(stage, true);
    this.#enter(token, stage);
  }

  #isTarget(token: Token, stage: number): boolean {
    return token.version === this.version && !token.isRollback && token.ofStage.get(stage) === "Succeeded";
  }

  #add(at: number, isRollback: boolean): Token {
    const token: Token = {
      ...{ status: "InProgress", at, inRoom: false, isRollback, version: this.version },
      ...{ doing: new Set(), done: new Set(), bad: new Set(), ofStage: new Map(), retried: new Set() },
    };
    this.tokens.push(token);
    return token;
  }

  #isAlive({ status }: Token): boolean {
    return status === "InProgress" || status === "Stopping";
  }

  #alive(): Token[] {
    return this.tokens.filter((token) => this.#isAlive(token));
  }

  #abandon(token: Token): void {
    for (const name of token.doing) token.bad.add(name);
    token.doing.clear();
  }

  #again(token: Token, stage: number, all: boolean): void {
    token.status = "InProgress";
    token.at = stage;
    token.inRoom = true;
    delete token.ending;
    token.bad.clear();
    if (all) token.done.clear();
    token.retried.add(stage);
    token.ofStage.set(stage, "InProgress");
  }

  #enter(token: Token, stage: number): void {
    token.inRoom = true;
    token.done = new Set();
    token.bad = new Set();
    token.ofStage.set(stage, "InProgress");
    this.#lastIn.set(stage, this.tokens.indexOf(token) + 1);
  }

  #leave(token: Token, status: string): void {
    token.status = status;
    token.inRoom = false;
  }

  #play(): void {
    for (let isMoving = true; isMoving; ) {
      const worked = this.#alive().map((token) => this.#workOf(token));
      const moved = this.#stages.map((_, stage) => this.#hall(stage));
      isMoving = [...worked, ...moved].includes(true);
    }
  }

  /** Who is in front of a room: the newest goes in and the others are overtaken, or the first goes in, or all do. */
  #hall(stage: number): boolean {
    const hall = this.#alive().filter((token) => token.at === stage && !token.inRoom && !token.ending);
    const overtaken = this.#mode === "SUPERSEDED" ? hall.slice(0, -1) : [];
    for (const token of overtaken) this.#leave(token, "Superseded");
    const isLocked = this.tokens.some((token) => token.inRoom && token.at === stage);
    const next = this.#mode === "SUPERSEDED" ? hall.at(-1) : hall[0];
    const goesIn = next && !this.#closed.has(stage) && (this.#mode === "PARALLEL" || !isLocked);
    if (goesIn) this.#enter(next, stage);
    return Boolean(goesIn) || overtaken.length > 0;
  }

  #workOf(token: Token): boolean {
    const stage = this.#stages[token.at];
    if (!stage || (!token.inRoom && !token.ending)) return false;
    if (!token.inRoom) {
      this.#leave(token, token.ending ?? "");
      return true;
    }
    const group = stage.groups.find((names) => !names.every((name) => token.done.has(name)));
    const waiting = (group ?? []).filter((name) => !token.done.has(name) && !token.doing.has(name));
    if (!token.ending && token.bad.size === 0 && waiting.length > 0) {
      const places = this.#mode === "PARALLEL" ? 5 - token.doing.size : waiting.length;
      for (const name of waiting.slice(0, places)) token.doing.add(name);
      return places > 0;
    }
    return token.doing.size === 0 && this.#close(token, stage, group === undefined);
  }

  #close(token: Token, stage: BoardStage, isDone: boolean): boolean {
    const { at, ending } = token;
    if (ending) {
      token.ofStage.set(at, isDone && ending === "Stopped" ? "Succeeded" : ending);
      this.#leave(token, ending);
    } else if (isDone) {
      token.ofStage.set(at, "Succeeded");
      const isOver = token.isRollback || at === this.#stages.length - 1;
      if (isOver) this.#leave(token, "Succeeded");
      else Object.assign(token, { at: at + 1, inRoom: false });
    } else this.#fail(token, stage);
    return true;
  }

  #fail(token: Token, stage: BoardStage): void {
    if (stage.onFailure?.startsWith("RETRY") && !token.retried.has(token.at)) {
      this.#again(token, token.at, stage.onFailure === "RETRY_ALL");
      return;
    }
    token.ofStage.set(token.at, "Failed");
    this.#leave(token, "Failed");
    const hasTarget = this.tokens.some((each) => this.#isTarget(each, token.at));
    if (stage.onFailure === "ROLLBACK" && !token.isRollback && hasTarget) this.#send(token.at);
  }
}
