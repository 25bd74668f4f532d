package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a save rests. */
class SavePaceTest {
  private final AtomicLong executed = new AtomicLong(5);
  private final AtomicLong nanos = new AtomicLong(1000);
  private final List<Long> rests = new ArrayList<>();
  private final SavePace pace = new SavePace(executed::get, nanos::get, rests::add);

  private void work(long workedNanos) {
    nanos.addAndGet(workedNanos);
    pace.endTurn();
  }

  @Test
  void restsTwiceAsLongAsItWorkedWhenCommandsWereExecuted() {
    executed.incrementAndGet();
    work(200_000);
    executed.incrementAndGet();
    work(300_000);
    assertEquals(List.of(400_000L, 600_000L), rests);
  }

  @Test
  void restsBetweenTheCommandsOfAClientToo() {
    executed.incrementAndGet();
    work(200_000);
    work(300_000);
    assertEquals(List.of(400_000L, 600_000L), rests);
  }

  @Test
  void doesNotRestWhenNobodyElseIsServed() {
    work(200_000);
    executed.incrementAndGet();
    work(200_000);
    work(100_000_000);
    work(200_000);
    assertEquals(List.of(400_000L), rests);
  }

  @Test
  void doesNotRestForEverAfterATurnThatWasHeldUp() {
    executed.incrementAndGet();
    work(3_000_000_000L);
    assertEquals(List.of(5_000_000L), rests);
  }
}
