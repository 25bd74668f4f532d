package io.dredis.server.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How much of a load is done, and how long the rest will take. */
class LoadStatusTest {
  private static LoadStatus after(long seconds, long totalBytes, long usedMemory, long loaded) {
    return new LoadStatus(true, 1000, seconds, totalBytes, usedMemory, loaded, 0, 0);
  }

  @Test
  void ofAFileItIsWhatTheLengthSays() {
    // As a real Redis said of such a file: 9.79 percent.
    assertEquals(9.79, after(1, 428_988, 2_800_936, 41_983).percent(), 0.005);
    assertEquals(9, after(1, 428_988, 2_800_936, 41_983).secondsLeft());
    assertEquals(100, after(7, 5000, 0, 5000).percent());
    assertEquals(0, after(7, 5000, 0, 5000).secondsLeft());
  }

  @Test
  void inTheFirstSecondNobodyKnows() {
    assertEquals(1, after(0, 428_988, 0, 41_983).secondsLeft());
    assertEquals(0, after(0, 0, 0, 0).percent());
  }

  @Test
  void ofAPipeItIsGuessedFromTheMemoryThatTheMakerUsed() {
    assertEquals(25, after(3, 0, 4000, 1000).percent());
    assertEquals(8, after(3, 0, 4000, 1000).secondsLeft());
    assertEquals(99.99, after(3, 0, 4000, 5000).percent());
    assertEquals(0, after(3, 0, 4000, 5000).secondsLeft());
  }
}
