package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A call, of a function or of a method, as expression, as statement, and as the end of a function.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
final class CallNode extends Node {

  private final Node callee;

  /** The method's name, null for a function. */
  private final LuaString method;

  private final Node[] arguments;
  private final Place place;
  private final boolean simple;

  CallNode(Node callee, LuaString method, Node[] arguments, Place place) {
    this.callee = callee;
    this.method = method;
    this.arguments = arguments;
    this.place = place;
    this.simple =
        method == null
            && arguments.length <= 3
            && (arguments.length == 0 || !arguments[arguments.length - 1].isMultiple());
    over(callee);
    over(arguments);
  }

  @Override
  boolean isMultiple() {
    return true;
  }

  private Name calleeName() {
    return method == null ? callee.name() : new Name(Name.Kind.METHOD, method.tojstring());
  }

  @Override
  LuaValue evaluate(Frame frame) {
    if (!simple) {
      return evaluateAll(frame).arg1();
    }
    LuaValue function = callee.evaluate(frame);
    LuaValue a = arguments.length > 0 ? arguments[0].evaluate(frame) : null;
    LuaValue b = arguments.length > 1 ? arguments[1].evaluate(frame) : null;
    LuaValue c = arguments.length > 2 ? arguments[2].evaluate(frame) : null;
    try {
      LuaFunction target = target(frame, function);
      LuaValue result =
          switch (arguments.length) {
            case 0 -> target.call();
            case 1 -> target.call(a);
            case 2 -> target.call(a, b);
            default -> target.call(a, b, c);
          };
      return result == LuaValue.NONE ? LuaValue.NIL : result;
    } catch (LuaError e) {
      throw leave(e);
    } catch (Interruption e) {
      throw e.leave(place);
    }
  }

  @Override
  Varargs evaluateAll(Frame frame) {
    LuaValue object = callee.evaluate(frame);
    LuaValue function =
        method == null ? object : Variables.index(frame, object, method, callee, place);
    Varargs values = evaluateList(arguments, frame);
    try {
      return target(frame, function).invoke(method == null ? values : Values.of(object, values));
    } catch (LuaError e) {
      throw leave(e);
    } catch (Interruption e) {
      throw e.leave(place);
    }
  }

  /**
   * The call as the last thing that a function does: one of Lua's own is left to whoever called.
   */
  Varargs evaluateTail(Frame frame) {
    LuaValue object = callee.evaluate(frame);
    LuaValue function =
        method == null ? object : Variables.index(frame, object, method, callee, place);
    Varargs values = evaluateList(arguments, frame);
    if (method != null) {
      values = Values.of(object, values);
    }
    if (function instanceof Closure closure) {
      return new TailCall(closure, values);
    }
    try {
      return target(frame, function).invoke(values);
    } catch (LuaError e) {
      throw leave(e);
    } catch (Interruption e) {
      throw e.leave(place);
    }
  }

  private LuaFunction target(Frame frame, LuaValue function) {
    return function instanceof LuaFunction target ? target : callable(frame, function);
  }

  private LuaFunction callable(Frame frame, LuaValue value) {
    try {
      return Operations.callable(frame.machine, value, calleeName());
    } catch (Failure e) {
      throw e.at(place);
    }
  }

  private Failure leave(LuaError e) {
    Failure failure = Failure.of(e);
    return failure.leave(place, calleeName(), failure.consumeTail());
  }

  @Override
  Varargs execute(Frame frame) {
    if (simple) {
      evaluate(frame);
    } else {
      evaluateAll(frame);
    }
    return null;
  }
}
