package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final FailureLog failures = new FailureLog(nanos::get);

  private boolean logged() {
    return failures.failed("a test", new IllegalStateException("a failure, for the test"));
  }

  @Test
  void whatRepeatsIsLoggedEveryTenSeconds() {
    assertTrue(logged());
    assertFalse(logged());
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
    assertFalse(logged());
    nanos.incrementAndGet();
    assertTrue(logged());
    assertFalse(logged());
  }
}
