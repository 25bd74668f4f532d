package io.dredis.lua.language;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.luaj.vm2.Varargs;

/**
 * A stack of its own to run Lua on: a thread that works only while the one that gave it work waits
 * for it. So they are never at work both, and share the machine without locks; the semaphores order
 * what they see.
 */
final class Fiber {

  private final Machine machine;
  private final boolean deep;
  private final Semaphore toFiber = new Semaphore(0);
  private final Semaphore toCaller = new Semaphore(0);

  private boolean started;
  private boolean ending;
  private boolean finished;

  /** What the fiber is to do next, and what came of it. */
  private Supplier<Varargs> task;

  private Varargs transfer;
  private Throwable thrown;

  /** Whether the task is suspended, within {@link #suspend}. */
  private boolean suspended;

  /** What the caller is to do for the fiber. */
  private Supplier<?> request;

  private boolean requestIsForOwner;
  private Object answer;
  private Throwable refusal;

  private Fiber caller;
  private Machine.Depth suspendedDepth;

  /** With a deep stack it takes one task after the other; else it is the coroutine of one. */
  Fiber(Machine machine, boolean deep) {
    this.machine = machine;
    this.deep = deep;
  }

  /** Whether it can be given a task. */
  boolean isIdle() {
    return started && !suspended && !finished && task == null;
  }

  boolean isSuspended() {
    return suspended;
  }

  /** Runs a task until it ends or yields. */
  Varargs run(Supplier<Varargs> newTask) {
    task = newTask;
    Machine.Depth depth = machine.depth();
    machine.switchStack(Fibers.frameLimit(deep));
    return proceed(depth);
  }

  /** Continues a task that yielded. */
  Varargs resume(Varargs values) {
    transfer = values;
    Machine.Depth depth = machine.depth();
    machine.setDepth(suspendedDepth);
    return proceed(depth);
  }

  private Varargs proceed(Machine.Depth callersDepth) {
    suspended = false;
    thrown = null;
    caller = machine.fibers.current();
    machine.fibers.setCurrent(this);
    if (started) {
      toFiber.release();
    } else {
      started = true;
      Fibers.newThread(this::work, deep).start();
    }
    toCaller.acquireUninterruptibly();
    while (request != null) {
      serve();
      toFiber.release();
      toCaller.acquireUninterruptibly();
    }
    machine.fibers.setCurrent(caller);
    machine.setDepth(callersDepth);
    if (thrown != null) {
      Throwable cause = thrown;
      thrown = null;
      throw sneaky(cause);
    }
    return transfer;
  }

  private void serve() {
    Supplier<?> wanted = request;
    request = null;
    machine.fibers.setCurrent(caller);
    try {
      answer = requestIsForOwner ? machine.fibers.onOwner(wanted) : wanted.get();
      refusal = null;
    } catch (Throwable e) {
      refusal = e;
    }
    machine.fibers.setCurrent(this);
  }

  /** On the fiber: has the caller execute something, whose exceptions come out here. */
  @SuppressWarnings("unchecked")
  <T> T ask(Supplier<T> wanted, boolean isForOwner) {
    requestIsForOwner = isForOwner;
    request = wanted;
    toCaller.release();
    toFiber.acquireUninterruptibly();
    if (refusal != null) {
      throw sneaky(refusal);
    }
    return (T) answer;
  }

  /**
   * On the fiber of a coroutine, or on the deep stack that works for it now: hands values to who
   * resumed the coroutine.
   */
  Varargs suspend(Varargs values) {
    Fiber runs = machine.fibers.current();
    return runs == this ? suspendHere(values) : runs.ask(() -> suspend(values), false);
  }

  /** Hands values to the caller and waits to be resumed. */
  private Varargs suspendHere(Varargs values) {
    suspendedDepth = machine.depth();
    transfer = values;
    suspended = true;
    toCaller.release();
    toFiber.acquireUninterruptibly();
    if (ending) {
      throw new Interruption();
    }
    return transfer;
  }

  private void work() {
    while (!ending) {
      try {
        transfer = task.get();
      } catch (Throwable e) {
        thrown = e;
      }
      task = null;
      // A deep stack waits for the next task; a coroutine has but one.
      finished = !deep;
      toCaller.release();
      if (finished) {
        return;
      }
      toFiber.acquireUninterruptibly();
    }
    finished = true;
    toCaller.release();
  }

  /** Ends the thread, wherever it waits. */
  void end() {
    if (started && !finished) {
      ending = true;
      toFiber.release();
      toCaller.acquireUninterruptibly();
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
    throw (T) e;
  }
}
