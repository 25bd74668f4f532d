package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The statements but loops and calls. */
final class Statements {

  private Statements() {}

  static final class Return extends Node {

    private final Node[] values;

    Return(Node[] values) {
      this.values = values;
      over(values);
    }

    @Override
    Varargs execute(Frame frame) {
      return evaluateList(values, frame);
    }
  }

  /** {@code return f(…)}. */
  static final class ReturnCall extends Node {

    private final CallNode call;

    ReturnCall(CallNode call) {
      this.call = call;
      over(call);
    }

    @Override
    Varargs execute(Frame frame) {
      return call.evaluateTail(frame);
    }
  }

  static final class Break extends Node {

    @Override
    Varargs execute(Frame frame) {
      return BREAK;
    }
  }

  static final class If extends Node {

    private final Node[] conditions;
    private final Node[] blocks;

    /** With one block more than conditions, the last is that of {@code else}. */
    If(Node[] conditions, Node[] blocks) {
      this.conditions = conditions;
      this.blocks = blocks;
      over(conditions);
      over(blocks);
    }

    @Override
    Varargs execute(Frame frame) {
      for (int i = 0; i < conditions.length; i++) {
        if (conditions[i].test(frame)) {
          return blocks[i].execute(frame);
        }
      }
      return blocks.length > conditions.length ? blocks[conditions.length].execute(frame) : null;
    }
  }

  /** {@code local a, b = …}. */
  static final class LocalDeclaration extends Node {

    private final LocalVariable[] variables;
    private final Node[] values;

    LocalDeclaration(LocalVariable[] variables, Node[] values) {
      this.variables = variables;
      this.values = values;
      over(values);
    }

    @Override
    Varargs execute(Frame frame) {
      if (variables.length == 1 && values.length == 1) {
        variables[0].declare(frame, values[0].evaluate(frame));
        return null;
      }
      Varargs list = evaluateList(values, frame);
      for (int i = 0; i < variables.length; i++) {
        variables[i].declare(frame, list.arg(i + 1));
      }
      return null;
    }
  }

  /** {@code local function f}: the function sees itself. */
  static final class LocalFunction extends Node {

    private final LocalVariable variable;
    private final Node function;

    LocalFunction(LocalVariable variable, Node function) {
      this.variable = variable;
      this.function = function;
      over(function);
    }

    @Override
    Varargs execute(Frame frame) {
      variable.declare(frame, LuaValue.NIL);
      LuaValue value = function.evaluate(frame);
      if (frame.slots[variable.slot] instanceof Cell cell) {
        cell.value = value;
      } else {
        frame.slots[variable.slot] = value;
      }
      return null;
    }
  }

  /** {@code a = …}. */
  static final class Assignment extends Node {

    private final Target target;
    private final Node value;

    Assignment(Target target, Node value) {
      this.target = target;
      this.value = value;
      over(target, value);
    }

    @Override
    Varargs execute(Frame frame) {
      target.assign(frame, value);
      return null;
    }
  }

  /** {@code a, b = …}: everything is evaluated first, then assigned from the right. */
  static final class MultipleAssignment extends Node {

    private final Target[] targets;
    private final Node[] values;
    private final int preparedSize;

    MultipleAssignment(Target[] targets, Node[] values) {
      this.targets = targets;
      this.values = values;
      int size = 0;
      for (Target target : targets) {
        size += target.preparedSize();
      }
      this.preparedSize = size;
      over(targets);
      over(values);
    }

    @Override
    Varargs execute(Frame frame) {
      LuaValue[] prepared = new LuaValue[preparedSize];
      int at = 0;
      for (Target target : targets) {
        target.prepare(frame, prepared, at);
        at += target.preparedSize();
      }
      Varargs list = evaluateList(values, frame);
      for (int i = targets.length - 1; i >= 0; i--) {
        at -= targets[i].preparedSize();
        targets[i].store(frame, prepared, at, list.arg(i + 1));
      }
      return null;
    }
  }
}
