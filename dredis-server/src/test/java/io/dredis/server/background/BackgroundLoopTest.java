package io.dredis.server.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundLoopTest {
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  @Test
  void goesOnAfterFailuresOfAnyKind() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch worked = new CountDownLatch(1);
    BackgroundLoop.Step step =
        () -> {
          switch (steps.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("a failure, for the test");
            case 2 -> throw new StackOverflowError("an error, for the test");
            default -> worked.countDown();
          }
          return false;
        };
    BackgroundLoop loop = new BackgroundLoop("test", () -> 1, step);
    worked.await();
    loop.close();
    assertTrue(steps.get() > 2);
  }

  @Test
  void goesOnWithoutTheFullRestWhileThereIsWork() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(3);
    BackgroundLoop.Step step =
        () -> {
          third.countDown();
          return true;
        };
    BackgroundLoop loop =
        new BackgroundLoop("test", () -> asked.getAndIncrement() == 0 ? 1 : HOUR_MILLIS, step);
    third.await();
    loop.close();
    assertTrue(asked.get() > 2);
  }

  @Test
  void closingEndsTheRestAndTheLoop() {
    AtomicBoolean stepped = new AtomicBoolean();
    BackgroundLoop loop =
        new BackgroundLoop(
            "test",
            () -> HOUR_MILLIS,
            () -> {
              stepped.set(true);
              return false;
            });
    loop.close();
    loop.close();
    assertFalse(stepped.get());
  }

  @Test
  void closingWaitsForTheStepUnderWay() throws InterruptedException {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    BackgroundLoop loop =
        new BackgroundLoop(
            "test",
            () -> 1,
            () -> {
              inStep.countDown();
              awaitOpen(goOn);
              finished.incrementAndGet();
              return true;
            });
    inStep.await();
    AtomicInteger finishedAtClose = new AtomicInteger();
    Thread closer =
        Thread.ofVirtual()
            .start(
                () -> {
                  loop.close();
                  finishedAtClose.set(finished.get());
                });
    goOn.countDown();
    closer.join();
    assertEquals(finished.get(), finishedAtClose.get());
    assertTrue(finished.get() > 0);
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
