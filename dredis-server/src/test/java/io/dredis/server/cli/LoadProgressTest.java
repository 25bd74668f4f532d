package io.dredis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is shown while a file is loaded. */
class LoadProgressTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private long nowNanos;

  @Test
  void theBarIsOneLineThatIsWrittenAgain() {
    LoadBar bar =
        new LoadBar(new PrintStream(terminal, true, StandardCharsets.UTF_8), () -> nowNanos);
    after(100);
    bar.reached(1, 20_000_000, 0);
    after(900);
    bar.reached(5_000_000, 20_000_000, 1000);
    after(100);
    bar.reached(6_000_000, 20_000_000, 1200);
    after(69_900);
    bar.reached(10_000_000, 20_000_000, 2000);
    bar.end();
    assertEquals(
        "\r[#####               ] 25% of 20.0 MB, 1000 keys, 1000 keys/s, 0:03 left"
            + "\r[##########          ] 50% of 20.0 MB, 2000 keys, 28 keys/s, 1:11 left  "
            + "\r[##########          ] 50% of 20.0 MB, 2000 keys, 28 keys/s, 1:11 left"
            + System.lineSeparator(),
        terminal.toString(StandardCharsets.UTF_8));
  }

  @Test
  void ofAPipeNobodyKnowsTheEnd() {
    List<String> lines = new ArrayList<>();
    LoadLog log = new LoadLog(lines::add, () -> nowNanos);
    log.reached(1, 0, 0);
    after(4999);
    log.reached(2_000_000, 0, 1);
    after(1);
    log.reached(2_500_000, 0, 500);
    after(1000);
    log.reached(3_000_000, 0, 600);
    log.end();
    assertEquals(List.of("Loading RDB: 2.5 MB, 500 keys, 100 keys/s"), lines);
  }

  private void after(long millis) {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
