package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A coroutine. Its {@link Fiber} is made when it is first resumed, and gone when its function has
 * ended.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
final class Coroutine extends LuaValue {

  private final Machine machine;
  private final Closure function;
  private Fiber fiber;
  private Coroutine resumer;
  private boolean running;
  private boolean dead;

  /**
   * How deep in calls through functions that are not Lua's it was begun; from deeper it cannot
   * yield, as in C.
   */
  private int foreignCalls;

  Coroutine(Machine machine, Closure function) {
    this.machine = machine;
    this.function = function;
    Memory.allocate(128);
  }

  String status() {
    if (dead) {
      return "dead";
    }
    if (!running) {
      return "suspended";
    }
    return machine.coroutine() == this ? "running" : "normal";
  }

  Varargs resume(Varargs arguments) {
    if (dead) {
      throw new Failure(valueOf("cannot resume dead coroutine"));
    }
    if (running) {
      throw new Failure(
          valueOf(
              "cannot resume "
                  + (machine.coroutine() == this ? "running" : "normal")
                  + " coroutine"));
    }
    machine.check();
    machine.enterForeign();
    resumer = machine.coroutine();
    running = true;
    boolean ended = true;
    try {
      Varargs results = proceed(arguments);
      ended = !fiber.isSuspended();
      return results;
    } catch (Interruption e) {
      e.leaveCoroutine();
      throw e;
    } finally {
      running = false;
      dead = ended;
      machine.setCoroutine(resumer);
      machine.leaveForeign();
      if (ended && fiber != null) {
        machine.fibers.forget(fiber);
      }
    }
  }

  private Varargs proceed(Varargs arguments) {
    if (fiber != null) {
      machine.setCoroutine(this);
      return fiber.resume(arguments);
    }
    fiber = machine.fibers.newCoroutine();
    machine.setCoroutine(this);
    return fiber.run(
        () -> {
          foreignCalls = machine.foreignCalls();
          return function.invoke(arguments);
        });
  }

  Varargs suspend(Varargs values) {
    if (machine.foreignCalls() > foreignCalls) {
      throw Failure.ofOperation("attempt to yield across metamethod/C-call boundary");
    }
    return fiber.suspend(values);
  }

  @Override
  public int type() {
    return TTHREAD;
  }

  @Override
  public String typename() {
    return "thread";
  }
}
