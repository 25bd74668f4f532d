package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** The operators that compare, and {@code not}: what is true or false, whatever it is used for. */
final class Conditions {

  private Conditions() {}

  abstract static class Condition extends Node {

    @Override
    final LuaValue evaluate(Frame frame) {
      return test(frame) ? LuaValue.TRUE : LuaValue.FALSE;
    }

    @Override
    abstract boolean test(Frame frame);
  }

  static final class Not extends Condition {

    private final Node operand;

    Not(Node operand) {
      this.operand = operand;
      over(operand);
    }

    @Override
    boolean test(Frame frame) {
      return !operand.test(frame);
    }
  }

  abstract static class Comparison extends Condition {

    final Node left;
    final Node right;
    final Place place;

    Comparison(Node left, Node right, Place place) {
      this.left = left;
      this.right = right;
      this.place = place;
      over(left, right);
    }
  }

  static final class Equal extends Comparison {

    private final boolean wanted;

    Equal(Node left, Node right, boolean wanted, Place place) {
      super(left, right, place);
      this.wanted = wanted;
    }

    @Override
    boolean test(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
        return (x.v == y.v) == wanted;
      }
      try {
        return Operations.equal(frame.machine, a, b) == wanted;
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }
  }

  /**
   * {@code <}, and {@code >} with its operands exchanged, which still are evaluated from the left.
   */
  static final class Less extends Comparison {

    private final boolean exchanged;

    Less(Node left, Node right, boolean exchanged, Place place) {
      super(left, right, place);
      this.exchanged = exchanged;
    }

    @Override
    boolean test(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
        return exchanged ? x.v > y.v : x.v < y.v;
      }
      try {
        return exchanged
            ? Operations.less(frame.machine, b, a)
            : Operations.less(frame.machine, a, b);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }
  }

  /** {@code <=}, and {@code >=} with its operands exchanged. */
  static final class LessOrEqual extends Comparison {

    private final boolean exchanged;

    LessOrEqual(Node left, Node right, boolean exchanged, Place place) {
      super(left, right, place);
      this.exchanged = exchanged;
    }

    @Override
    boolean test(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
        return exchanged ? x.v >= y.v : x.v <= y.v;
      }
      try {
        return exchanged
            ? Operations.lessOrEqual(frame.machine, b, a)
            : Operations.lessOrEqual(frame.machine, a, b);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }
  }
}
