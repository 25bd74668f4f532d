package io.dredis.lua.language;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The state of the interpreter: how deep it is in calls, on whose stack, and whether it is to stop.
 *
 * <p>Used by one thread at a time; {@link #interrupt} by any.
 */
public final class Machine {

  /**
   * How deep functions may call each other, and how deep through functions that are not Lua's, as
   * in C.
   */
  private static final int MAX_CALLS = 19_997;

  private static final int MAX_FOREIGN_CALLS = 198;

  /** After how many checks a script looks at the clock, and how long it keeps its carrier. */
  private static final int CHECKS_PER_LOOK = 1 << 12;

  private static final long TURN_NANOS = 10_000_000;

  /**
   * Java frames on the stack of whoever runs a script, and on those of {@link Fibers}, with room to
   * spare.
   */
  private static final int CALLER_FRAMES = 1200;

  /** Java frames between a Lua function and another that a library calls for it. */
  private static final int FOREIGN_FRAMES = 12;

  final Fibers fibers = new Fibers(this);

  private int checksLeft = CHECKS_PER_LOOK;
  private boolean hasLooked;
  private long turnStartNanos;
  private int calls;
  private int frames;
  private int foreignCalls;
  private int frameLimit = CALLER_FRAMES;
  private Coroutine coroutine;
  private volatile boolean interrupted;

  /** Metatable of all strings. */
  private Table stringMetatable;

  public Machine() {}

  /** What a thread that runs Lua counts; a fiber has its own. */
  record Depth(int calls, int frames, int foreignCalls, int frameLimit) {}

  Depth depth() {
    return new Depth(calls, frames, foreignCalls, frameLimit);
  }

  void setDepth(Depth depth) {
    calls = depth.calls;
    frames = depth.frames;
    foreignCalls = depth.foreignCalls;
    frameLimit = depth.frameLimit;
  }

  /** Begins on another stack that has room for so many frames. */
  void switchStack(int frameLimit) {
    this.frames = 0;
    this.frameLimit = frameLimit;
  }

  Table stringMetatable() {
    return stringMetatable;
  }

  public void setStringMetatable(Table metatable) {
    stringMetatable = metatable;
  }

  /**
   * Ends what runs, at its next step, with an {@link Interruption} that Lua code cannot catch.
   * Until {@link #end}.
   */
  public void interrupt() {
    interrupted = true;
  }

  /** Ends a run: its coroutines and helper threads end, and the next begins with nothing. */
  public void end() {
    interrupted = true;
    fibers.endAll();
    coroutine = null;
    calls = 0;
    frames = 0;
    foreignCalls = 0;
    frameLimit = CALLER_FRAMES;
    interrupted = false;
    checksLeft = CHECKS_PER_LOOK;
    hasLooked = false;
  }

  /**
   * Lets other virtual threads have the carrier if this one had it for long; nobody would take it
   * away. It parks for the shortest time, for a thread that yields may find itself in front again
   * of those who were made runnable by another than a virtual thread.
   */
  private void giveWayIfLong() {
    checksLeft = CHECKS_PER_LOOK;
    long nowNanos = System.nanoTime();
    if (!hasLooked) {
      hasLooked = true;
      turnStartNanos = nowNanos;
    } else if (nowNanos - turnStartNanos > TURN_NANOS && Thread.currentThread().isVirtual()) {
      LockSupport.parkNanos(1);
      turnStartNanos = System.nanoTime();
    }
  }

  /** Called wherever code may run for long. */
  void check() {
    if (--checksLeft == 0) {
      giveWayIfLong();
    }
    if (interrupted) {
      throw new Interruption();
    }
  }

  /** As {@link #check()}, by code that knows its place. */
  void check(Place place) {
    if (--checksLeft == 0) {
      giveWayIfLong();
    }
    if (interrupted) {
      throw new Interruption(place);
    }
  }

  /**
   * Enters a function whose body is so many Java frames deep; false if they do not fit on this
   * stack any more.
   */
  boolean enter(int bodyFrames) {
    if (calls > 0) {
      // The outermost one has no call yet to tell of where it was ended.
      check();
    }
    if (frames + bodyFrames > frameLimit) {
      return false;
    }
    if (++calls > MAX_CALLS) {
      calls--;
      throw new Failure("stack overflow");
    }
    frames += bodyFrames;
    return true;
  }

  void leave(int bodyFrames) {
    calls--;
    frames -= bodyFrames;
  }

  /** Calls Lua from a function that is not, or from an operation that has a metamethod. */
  public <T> T foreign(Supplier<T> call) {
    enterForeign();
    try {
      return call.get();
    } finally {
      leaveForeign();
    }
  }

  void enterForeign() {
    if (++foreignCalls > MAX_FOREIGN_CALLS) {
      foreignCalls--;
      throw new Failure("C stack overflow");
    }
    frames += FOREIGN_FRAMES;
  }

  void leaveForeign() {
    frames -= FOREIGN_FRAMES;
    foreignCalls--;
  }

  /** Calls a metamethod. */
  LuaValue callMeta(LuaValue function, LuaValue a, LuaValue b) {
    enterForeign();
    try {
      return Operations.callable(this, function, null).call(a, b);
    } finally {
      leaveForeign();
    }
  }

  /** The coroutine that runs, null outside of all. */
  Coroutine coroutine() {
    return coroutine;
  }

  void setCoroutine(Coroutine running) {
    coroutine = running;
  }

  Varargs suspend(Varargs values) {
    if (coroutine == null) {
      throw Failure.ofOperation("attempt to yield across metamethod/C-call boundary");
    }
    return coroutine.suspend(values);
  }

  /**
   * Calls a function whose recursion may be too deep for this stack: then it begins again on a deep
   * one.
   */
  public Varargs callDeep(LuaValue function, Varargs arguments) {
    try {
      return function.invoke(arguments);
    } catch (StackOverflowError e) {
      return fibers.deeper(() -> function.invoke(arguments));
    }
  }

  int foreignCalls() {
    return foreignCalls;
  }

  /** Executes on the thread that began the run, whatever coroutine asks. */
  public <T> T onOwner(Supplier<T> task) {
    return fibers.onOwner(task);
  }
}
