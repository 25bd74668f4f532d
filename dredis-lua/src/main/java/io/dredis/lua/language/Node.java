package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * An expression or statement that evaluates itself. Immutable once its function is parsed, and
 * shared by all activations.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
abstract class Node {

  /** What a loop's body says to end it; no value of a script. */
  static final Varargs BREAK = new TailCall(null, null);

  /** How many Java frames its evaluation may need, itself and what is below. */
  private int frames = 1;

  final int frames() {
    return frames;
  }

  /** Notes what is below. */
  final void over(Node... nodes) {
    for (Node node : nodes) {
      if (node != null) {
        frames = Math.max(frames, node.frames + 1);
      }
    }
  }

  /** An expression: its value, the first if it has several. */
  LuaValue evaluate(Frame frame) {
    throw new IllegalStateException("no expression");
  }

  /** An expression: all its values. */
  Varargs evaluateAll(Frame frame) {
    return evaluate(frame);
  }

  /** An expression: whether its value counts as true. */
  boolean test(Frame frame) {
    LuaValue value = evaluate(frame);
    return value != LuaValue.NIL && value != LuaValue.FALSE;
  }

  /** Whether it may have more or less than one value: a call or {@code ...}. */
  boolean isMultiple() {
    return false;
  }

  /** What errors call the value; null if it has no name. */
  Name name() {
    return null;
  }

  /** A statement: null, or {@link #BREAK}, or what the function returns. */
  Varargs execute(Frame frame) {
    throw new IllegalStateException("no statement");
  }

  /** Evaluates a list of expressions of which the last may have several values. */
  static Varargs evaluateList(Node[] list, Frame frame) {
    int count = list.length;
    if (count == 0) {
      return LuaValue.NONE;
    }
    if (count == 1) {
      return list[0].evaluateAll(frame);
    }
    Node last = list[count - 1];
    if (!last.isMultiple()) {
      LuaValue[] values = new LuaValue[count];
      for (int i = 0; i < count; i++) {
        values[i] = list[i].evaluate(frame);
      }
      return Values.of(values);
    }
    LuaValue[] first = new LuaValue[count - 1];
    for (int i = 0; i < count - 1; i++) {
      first[i] = list[i].evaluate(frame);
    }
    return append(first, last.evaluateAll(frame));
  }

  private static Varargs append(LuaValue[] first, Varargs rest) {
    int count = rest.narg();
    LuaValue[] values = java.util.Arrays.copyOf(first, first.length + count);
    for (int i = 1; i <= count; i++) {
      values[first.length + i - 1] = rest.arg(i);
    }
    return Values.of(values);
  }
}
