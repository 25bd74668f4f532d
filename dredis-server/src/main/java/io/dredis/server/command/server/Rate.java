package io.dredis.server.command.server;

import java.util.Arrays;

/**
 * How fast a counter grows: the mean over the last samples of it. Any thread may call any method.
 */
final class Rate {
  private static final int SAMPLES = 16;
  private static final long NONE = -1;

  private final long[] perSecond = new long[SAMPLES];
  private int next;
  private long lastMillis = NONE;
  private long lastCount;

  /** Adds what the counter says at a moment. A counter that was set back begins anew. */
  synchronized void add(long nowMillis, long count) {
    if (lastMillis != NONE && nowMillis > lastMillis && count >= lastCount) {
      perSecond[next] = (count - lastCount) * 1000 / (nowMillis - lastMillis);
      next = (next + 1) % SAMPLES;
    }
    lastMillis = nowMillis;
    lastCount = count;
  }

  synchronized long perSecond() {
    return Arrays.stream(perSecond).sum() / SAMPLES;
  }

  synchronized void reset() {
    Arrays.fill(perSecond, 0);
    lastMillis = NONE;
  }
}
