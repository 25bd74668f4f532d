package io.dredis.lua.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.luaj.vm2.Varargs;

/**
 * The other stacks that a run uses: one per coroutine that was begun, and deep ones for functions
 * that call each other deeper than the stack of the run's own thread allows.
 */
final class Fibers {

  /** Coroutines that are neither finished nor unused, at a time. */
  private static final int MAX_COROUTINES = 10_000;

  private static final int COROUTINE_FRAMES = 1200;
  private static final long DEEP_STACK_BYTES = 256L << 20;
  private static final int DEEP_FRAMES = 1_000_000;

  private final Machine machine;
  private final Set<Fiber> coroutines = new HashSet<>();
  private final List<Fiber> deepOnes = new ArrayList<>();
  private final Deque<Fiber> idle = new ArrayDeque<>();

  /** The fiber whose thread runs now; null for the run's own thread. */
  private Fiber current;

  Fibers(Machine machine) {
    this.machine = machine;
  }

  Fiber current() {
    return current;
  }

  void setCurrent(Fiber fiber) {
    current = fiber;
  }

  Fiber newCoroutine() {
    if (coroutines.size() >= MAX_COROUTINES) {
      throw new Failure("too many coroutines");
    }
    Fiber fiber = new Fiber(machine, false);
    coroutines.add(fiber);
    return fiber;
  }

  void forget(Fiber fiber) {
    coroutines.remove(fiber);
  }

  /** Runs a task on a deep stack. */
  Varargs deeper(Supplier<Varargs> task) {
    Machine.Depth depth = machine.depth();
    if (depth.frameLimit() == DEEP_FRAMES) {
      throw new Failure("stack overflow");
    }
    Fiber fiber = idle.poll();
    if (fiber == null) {
      fiber = new Fiber(machine, true);
      deepOnes.add(fiber);
    }
    try {
      return fiber.run(task);
    } finally {
      if (fiber.isIdle()) {
        idle.push(fiber);
      }
    }
  }

  <T> T onOwner(Supplier<T> task) {
    return current == null ? task.get() : current.ask(task, true);
  }

  /** Ends all threads, and waits until none runs Lua any more. */
  void endAll() {
    // Coroutines first: the deep stacks that they use unwind with them and are idle then.
    List<Fiber> all = new ArrayList<>(coroutines);
    all.addAll(deepOnes);
    coroutines.clear();
    deepOnes.clear();
    idle.clear();
    for (Fiber fiber : all) {
      fiber.end();
    }
    current = null;
  }

  /** How many frames fit on the stack of a fiber. */
  static int frameLimit(boolean deep) {
    return deep ? DEEP_FRAMES : COROUTINE_FRAMES;
  }

  static Thread newThread(Runnable body, boolean deep) {
    if (!deep) {
      return Thread.ofVirtual().name("script-coroutine").unstarted(body);
    }
    Thread thread = new Thread(null, body, "script-deep", DEEP_STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }
}
