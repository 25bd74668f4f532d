package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The operators as expressions. Numbers are handled here, everything else by {@link Operations}.
 */
final class Operators {

  private Operators() {}

  static Node arithmetic(Arithmetic operator, Node left, Node right, Place place) {
    return switch (operator) {
      case ADD -> new Add(left, right, place);
      case SUBTRACT -> new Subtract(left, right, place);
      case MULTIPLY -> new Multiply(left, right, place);
      default -> new OtherArithmetic(operator, left, right, place);
    };
  }

  private abstract static class Binary extends Node {

    final Node left;
    final Node right;
    final Place place;

    Binary(Node left, Node right, Place place) {
      this.left = left;
      this.right = right;
      this.place = place;
      over(left, right);
    }

    final LuaValue slow(Frame frame, Arithmetic operator, LuaValue a, LuaValue b) {
      try {
        return Operations.arithmetic(frame.machine, operator, a, b, left, right);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }
  }

  private static final class Add extends Binary {

    Add(Node left, Node right, Place place) {
      super(left, right, place);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
        long sum = (long) x.v + y.v;
        return sum == (int) sum ? LuaInteger.valueOf((int) sum) : LuaValue.valueOf((double) sum);
      }
      if (a instanceof LuaNumber x && b instanceof LuaNumber y) {
        return Numbers.of(x.todouble() + y.todouble());
      }
      return slow(frame, Arithmetic.ADD, a, b);
    }
  }

  private static final class Subtract extends Binary {

    Subtract(Node left, Node right, Place place) {
      super(left, right, place);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
        long difference = (long) x.v - y.v;
        return difference == (int) difference
            ? LuaInteger.valueOf((int) difference)
            : LuaValue.valueOf((double) difference);
      }
      if (a instanceof LuaNumber x && b instanceof LuaNumber y) {
        return Numbers.of(x.todouble() - y.todouble());
      }
      return slow(frame, Arithmetic.SUBTRACT, a, b);
    }
  }

  private static final class Multiply extends Binary {

    Multiply(Node left, Node right, Place place) {
      super(left, right, place);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (a instanceof LuaNumber x && b instanceof LuaNumber y) {
        return Numbers.of(x.todouble() * y.todouble());
      }
      return slow(frame, Arithmetic.MULTIPLY, a, b);
    }
  }

  private static final class OtherArithmetic extends Binary {

    private final Arithmetic operator;

    OtherArithmetic(Arithmetic operator, Node left, Node right, Place place) {
      super(left, right, place);
      this.operator = operator;
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue a = left.evaluate(frame);
      LuaValue b = right.evaluate(frame);
      if (operator == Arithmetic.MODULO
          && a instanceof LuaInteger x
          && b instanceof LuaInteger y
          && x.v >= 0
          && y.v > 0) {
        return LuaInteger.valueOf(x.v % y.v);
      }
      if (a instanceof LuaNumber x && b instanceof LuaNumber y) {
        return Numbers.of(operator.apply(x.todouble(), y.todouble()));
      }
      return slow(frame, operator, a, b);
    }
  }

  static final class Negate extends Node {

    private final Node operand;
    private final Place place;

    Negate(Node operand, Place place) {
      this.operand = operand;
      this.place = place;
      over(operand);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = operand.evaluate(frame);
      if (value instanceof LuaNumber number) {
        return Numbers.of(-number.todouble());
      }
      try {
        return Operations.arithmetic(
            frame.machine, Arithmetic.NEGATE, value, value, operand, operand);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }
  }

  static final class Length extends Node {

    private final Node operand;
    private final Place place;

    Length(Node operand, Place place) {
      this.operand = operand;
      this.place = place;
      over(operand);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = operand.evaluate(frame);
      try {
        return Operations.length(frame.machine, value, operand);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }
  }

  static final class And extends Node {

    private final Node left;
    private final Node right;

    And(Node left, Node right) {
      this.left = left;
      this.right = right;
      over(left, right);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = left.evaluate(frame);
      return Operations.isTrue(value) ? right.evaluate(frame) : value;
    }

    @Override
    boolean test(Frame frame) {
      return left.test(frame) && right.test(frame);
    }
  }

  static final class Or extends Node {

    private final Node left;
    private final Node right;

    Or(Node left, Node right) {
      this.left = left;
      this.right = right;
      over(left, right);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue value = left.evaluate(frame);
      return Operations.isTrue(value) ? value : right.evaluate(frame);
    }

    @Override
    boolean test(Frame frame) {
      return left.test(frame) || right.test(frame);
    }
  }

  /**
   * A chain of {@code ..}, all operands of which are evaluated before the first two from the right
   * are joined.
   */
  static final class Concat extends Node {

    private final Node[] operands;
    private final Place place;

    Node[] operands() {
      return operands;
    }

    Concat(Node[] operands, Place place) {
      this.operands = operands;
      this.place = place;
      over(operands);
    }

    @Override
    LuaValue evaluate(Frame frame) {
      LuaValue[] values = new LuaValue[operands.length];
      LuaString[] strings = new LuaString[operands.length];
      long length = 0;
      boolean simple = true;
      for (int i = 0; i < values.length; i++) {
        values[i] = operands[i].evaluate(frame);
        strings[i] = Numbers.string(values[i]);
        simple &= strings[i] != null;
        length += strings[i] == null ? 0 : strings[i].m_length;
      }
      try {
        if (!simple) {
          return pairwise(frame, values);
        }
        Memory.allocateString(length);
        return Bytes.concat(strings);
      } catch (LuaError e) {
        throw Failure.of(e).at(place);
      }
    }

    private LuaValue pairwise(Frame frame, LuaValue[] values) {
      LuaValue result = values[values.length - 1];
      for (int i = values.length - 2; i >= 0; i--) {
        Node right = i == values.length - 2 ? operands[i + 1] : null;
        result = Operations.concat(frame.machine, values[i], result, operands[i], right);
      }
      return result;
    }
  }
}
