package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.config.FsyncMode;
import io.dredis.storage.backend.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DurabilityTest {
  private final AtomicInteger syncs = new AtomicInteger();
  private volatile RuntimeException failure;

  private void sync() {
    syncs.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
  }

  @Test
  void oneSyncCoversAllWhoWait() throws InterruptedException {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Runnable slowAtFirst =
        () -> {
          if (syncs.incrementAndGet() == 1) {
            syncing.countDown();
            awaitOpen(goOn);
          }
        };
    try (Durability durability = new Durability(slowAtFirst, () -> FsyncMode.ALWAYS)) {
      List<Thread> waiters = new ArrayList<>();
      waiters.add(startWaiting(durability, durability.committed()));
      syncing.await();
      for (int i = 0; i < 5; i++) {
        waiters.add(startWaiting(durability, durability.committed()));
      }
      goOn.countDown();
      for (Thread waiter : waiters) {
        waiter.join();
      }
      assertEquals(2, syncs.get(), "the sync under way, and one for the five that came during it");
    }
  }

  @Test
  void aFailingSyncIsAnErrorForThoseItWouldHaveCovered() {
    try (Durability durability = new Durability(this::sync, () -> FsyncMode.ALWAYS)) {
      failure = new BackendException("disk on fire");
      long lost = durability.committed();
      BackendException thrown =
          assertThrows(BackendException.class, () -> durability.awaitSynced(lost));
      assertEquals("written, but the disk did not confirm it: disk on fire", thrown.getMessage());
      assertTrue(durability.failing());
      failure = null;
      durability.awaitSynced(durability.committed());
      assertEquals(2, syncs.get());
    }
  }

  @Test
  void anUnexpectedFailureIsAnErrorToo() {
    try (Durability durability = new Durability(this::sync, () -> FsyncMode.ALWAYS)) {
      failure = new IllegalStateException("a defect");
      assertThrows(BackendException.class, () -> durability.awaitSynced(durability.committed()));
      failure = null;
      durability.awaitSynced(durability.committed());
    }
  }

  @Test
  void anErrorOfTheJvmLeavesNobodyWaiting() {
    Runnable failingOnce =
        () -> {
          if (syncs.incrementAndGet() == 1) {
            throw new OutOfMemoryError("none left, for the test");
          }
        };
    try (Durability durability = new Durability(failingOnce, () -> FsyncMode.ALWAYS)) {
      assertThrows(BackendException.class, () -> durability.awaitSynced(durability.committed()));
      durability.awaitSynced(durability.committed());
    }
  }

  @Test
  void whoWaitsIsServedThoughTheModeChanges() {
    AtomicInteger asked = new AtomicInteger();
    try (Durability durability =
        new Durability(
            this::sync, () -> asked.getAndIncrement() == 0 ? FsyncMode.ALWAYS : FsyncMode.NO)) {
      durability.awaitSynced(durability.committed());
      assertEquals(1, syncs.get());
    }
  }

  @Test
  void everySecondNobodyWaitsForTheDisk() throws InterruptedException {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Runnable slow =
        () -> {
          syncing.countDown();
          awaitOpen(goOn);
        };
    try (Durability durability = new Durability(slow, () -> FsyncMode.EVERYSEC)) {
      durability.awaitSynced(durability.committed());
      syncing.await();
      durability.awaitSynced(durability.committed());
      goOn.countDown();
    }
  }

  @Test
  void closingReleasesThoseWhoWait() throws InterruptedException {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Runnable slow =
        () -> {
          syncing.countDown();
          awaitOpen(goOn);
        };
    Durability durability = new Durability(slow, () -> FsyncMode.ALWAYS);
    Thread waiter = startWaiting(durability, durability.committed());
    syncing.await();
    Thread closer = Thread.ofVirtual().start(durability::close);
    goOn.countDown();
    closer.join();
    waiter.join();
  }

  private static Thread startWaiting(Durability durability, long commit) {
    return Thread.ofVirtual().start(() -> durability.awaitSynced(commit));
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
