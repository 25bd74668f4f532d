package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The loops. Each turn looks whether the script is to end. */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
final class Loops {

  private Loops() {}

  static final class While extends Node {

    private final Node condition;
    private final Node body;
    private final Place end;

    /** A loop whose body ends at {@code end}. */
    While(Node condition, Node body, Place end) {
      this.condition = condition;
      this.body = body;
      this.end = end;
      over(condition, body);
    }

    @Override
    Varargs execute(Frame frame) {
      while (condition.test(frame)) {
        Varargs result = body.execute(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        frame.machine.check(end);
      }
      return null;
    }
  }

  static final class Repeat extends Node {

    private final Node body;
    private final Node condition;
    private final Place end;

    /** A loop whose condition ends at {@code end}. */
    Repeat(Node body, Node condition, Place end) {
      this.body = body;
      this.condition = condition;
      this.end = end;
      over(body, condition);
    }

    @Override
    Varargs execute(Frame frame) {
      do {
        Varargs result = body.execute(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        frame.machine.check(end);
      } while (!condition.test(frame));
      return null;
    }
  }

  /** {@code for i = from, to, step}. */
  static final class Numeric extends Node {

    private final LocalVariable variable;
    private final Node from;
    private final Node to;
    private final Node step;
    private final Node body;
    private final Place place;
    private final Place end;

    /** Without {@code step} it counts by 1; the body ends at {@code end}. */
    Numeric(LocalVariable variable, Node[] range, Node body, Place place, Place end) {
      this.variable = variable;
      this.from = range[0];
      this.to = range[1];
      this.step = range[2];
      this.body = body;
      this.place = place;
      this.end = end;
      over(range);
      over(body);
    }

    @Override
    Varargs execute(Frame frame) {
      LuaValue first = from.evaluate(frame);
      LuaValue last = to.evaluate(frame);
      LuaValue by = step == null ? LuaInteger.valueOf(1) : step.evaluate(frame);
      if (first instanceof LuaInteger i
          && last instanceof LuaInteger limit
          && by instanceof LuaInteger s) {
        return overIntegers(frame, i.v, limit.v, s.v);
      }
      return overDoubles(
          frame, number(first, "initial value"), number(last, "limit"), number(by, "step"));
    }

    private double number(LuaValue value, String what) {
      LuaNumber number = Numbers.from(value);
      if (number == null) {
        throw new Failure("'for' " + what + " must be a number").at(place);
      }
      return number.todouble();
    }

    private Varargs overIntegers(Frame frame, int first, int last, int by) {
      for (long i = first; by > 0 ? i <= last : i >= last; i += by) {
        variable.declare(frame, LuaInteger.valueOf((int) i));
        Varargs result = body.execute(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        frame.machine.check(end);
      }
      return null;
    }

    private Varargs overDoubles(Frame frame, double first, double last, double by) {
      for (double i = first; by > 0 ? i <= last : i >= last; i += by) {
        variable.declare(frame, Numbers.of(i));
        Varargs result = body.execute(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        frame.machine.check(end);
      }
      return null;
    }
  }

  /** {@code for a, b in …}. */
  static final class Generic extends Node {

    private final LocalVariable[] variables;
    private final Node[] values;
    private final Node body;
    private final Place place;
    private final Place end;

    /** A loop whose body ends at {@code end}. */
    Generic(LocalVariable[] variables, Node[] values, Node body, Place place, Place end) {
      this.variables = variables;
      this.values = values;
      this.body = body;
      this.place = place;
      this.end = end;
      over(values);
      over(body);
    }

    @Override
    Varargs execute(Frame frame) {
      Varargs list = evaluateList(values, frame);
      LuaValue iterator = list.arg(1);
      LuaValue state = list.arg(2);
      LuaValue control = list.arg(3);
      while (true) {
        Varargs next = next(frame, iterator, state, control);
        control = next.arg(1);
        if (control.isnil()) {
          return null;
        }
        for (int i = 0; i < variables.length; i++) {
          variables[i].declare(frame, next.arg(i + 1));
        }
        Varargs result = body.execute(frame);
        if (result != null) {
          return result == BREAK ? null : result;
        }
        frame.machine.check(end);
      }
    }

    private Varargs next(Frame frame, LuaValue iterator, LuaValue state, LuaValue control) {
      Machine machine = frame.machine;
      LuaFunction function =
          iterator instanceof LuaFunction given ? given : callable(machine, iterator);
      try {
        machine.enterForeign();
        try {
          return function.invoke(Values.of(new LuaValue[] {state, control}));
        } finally {
          machine.leaveForeign();
        }
      } catch (LuaError e) {
        throw Failure.of(e).leave(place, null, false);
      } catch (Interruption e) {
        throw e.leave(place);
      }
    }

    private LuaFunction callable(Machine machine, LuaValue iterator) {
      try {
        return Operations.callable(machine, iterator, null);
      } catch (Failure e) {
        throw e.at(place);
      }
    }
  }
}
