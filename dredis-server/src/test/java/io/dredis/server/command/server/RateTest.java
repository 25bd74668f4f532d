package io.dredis.server.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateTest {
  private final Rate rate = new Rate();

  @Test
  void aSteadyCounterHasItsRateOnceAllSamplesAreIn() {
    for (int i = 0; i <= 16; i++) {
      rate.add(1000 + i * 100L, i * 50L);
    }
    assertEquals(500, rate.perSecond());
  }

  @Test
  void whatEndedFadesAway() {
    rate.add(0, 0);
    rate.add(100, 160);
    assertEquals(100, rate.perSecond());
    for (int i = 2; i <= 17; i++) {
      rate.add((long) i * 100, 160);
    }
    assertEquals(0, rate.perSecond());
  }

  @Test
  void aCounterThatIsSetBackAndAClockThatStandsStillDoNoHarm() {
    rate.add(100, 1000);
    rate.add(200, 5);
    rate.add(200, 9);
    rate.add(300, 9);
    assertEquals(0, rate.perSecond());
  }
}
