package io.dredis.server.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual threads that never leave their carriers, and one that comes from outside. */
@Timeout(60)
class CarrierDoorTest {

  @Test
  void whoComesFromOutsideGetsACarrierThoughBusyThreadsYieldOnlyToEachOther() throws Exception {
    CarrierDoor door = new CarrierDoor();
    AtomicBoolean enough = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        busy.add(Thread.ofVirtual().start(() -> work(door, enough)));
      }
      for (int i = 0; i < 10; i++) {
        Thread.ofVirtual().start(() -> {}).join();
      }
    } finally {
      enough.set(true);
      for (Thread each : busy) {
        each.join();
      }
    }
  }

  private static void work(CarrierDoor door, AtomicBoolean enough) {
    while (!enough.get()) {
      door.pass();
      Thread.yield();
    }
  }
}
