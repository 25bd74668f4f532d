package io.dredis.lua.language;

/** A function as it was parsed, without the variables of its surroundings. */
final class Prototype {

  /**
   * Java frames of a call besides those of the body: the call node, the closure, its body's block.
   */
  private static final int CALL_FRAMES = 5;

  private final Place place;
  final int parameters;
  final boolean isVararg;

  /**
   * Whether the variable {@code arg}, after the parameters, gets a table of what {@code ...} is;
   * only if that is not used.
   */
  final boolean needsArgTable;

  final boolean hasArgVariable;
  final int slots;
  final int frames;
  final Block body;

  /** The parameters that nested functions use. */
  final int[] captured;

  /**
   * For each variable of the surroundings: a slot of the function around, or -1 - the index among
   * that one's own.
   */
  final int[] upvalues;

  /** About what it takes in memory, the functions within it included. */
  final long codeBytes;

  Prototype(FunctionScope scope, Block body, int line, long codeBytes) {
    this.place = new Place(scope.chunk, line);
    this.parameters = scope.parameters;
    this.isVararg = scope.isVararg;
    this.hasArgVariable = scope.hasArgVariable;
    this.needsArgTable = scope.hasArgVariable && !scope.usesVarargs;
    this.slots = scope.maxSlots;
    this.frames = body.frames() + CALL_FRAMES;
    this.body = body;
    this.captured = scope.capturedParameters();
    this.upvalues = scope.upvalueSources();
    this.codeBytes = codeBytes;
  }

  /** Where it begins. */
  Place place() {
    return place;
  }
}
