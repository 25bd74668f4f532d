package io.dredis.lua.language;

/**
 * Ends a script before it ends the server: what may grow without bound says here what it is about
 * to take, and is refused with Lua's {@code not enough memory} while the heap is nearly full.
 *
 * <p>What scripts drop is not counted back. So the count only decides when to look at the heap; the
 * heap decides.
 */
public final class Memory {

  /** The longest string, for Redis's too end there (proto-max-bulk-len). */
  static final int MAX_STRING_BYTES = 512 * 1024 * 1024;

  private static final long LOOK_EVERY_BYTES = 8L << 20;

  /** The share of the heap that a script leaves to the server. */
  private static final int RESERVED_DIVISOR = 4;

  // Scripts of several engines may race here; a count that is a little off only looks a little
  // later.
  private static long untilLookBytes = LOOK_EVERY_BYTES;

  private Memory() {}

  /** Says that so many bytes are about to be taken. */
  public static void allocate(long bytes) {
    untilLookBytes -= bytes;
    if (untilLookBytes < 0) {
      look(bytes);
    }
  }

  /** Says that a string of so many bytes is about to be made; too long a one is refused. */
  public static int allocateString(long bytes) {
    if (bytes > MAX_STRING_BYTES) {
      throw new Failure(org.luaj.vm2.LuaValue.valueOf("not enough memory"));
    }
    allocate(bytes);
    return (int) bytes;
  }

  private static void look(long bytes) {
    untilLookBytes = LOOK_EVERY_BYTES;
    if (isShort(bytes)) {
      // Much of it may be garbage. A collection now is rare, and cheaper than one in every
      // allocation later.
      System.gc();
      if (isShort(bytes)) {
        untilLookBytes = 0;
        throw new Failure(org.luaj.vm2.LuaValue.valueOf("not enough memory"));
      }
    }
  }

  private static boolean isShort(long bytes) {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return free - 2 * bytes < runtime.maxMemory() / RESERVED_DIVISOR;
  }
}
