package io.dredis.server;

import io.dredis.server.testing.DredisProcess;
import io.dredis.server.testing.RespConnection;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills a server again and again in the middle of writes that give all keys the next number, and
 * starts it again with the same data.
 */
abstract class KillRounds {
  private static final int KILLS = 3;
  private static final int LONGEST_LIFE_MILLIS = 600;

  /** Gives all keys a number, as one, and returns when that was acknowledged. */
  abstract void write(RespConnection connection, String number) throws IOException;

  /**
   * Returns the number that all keys have, after making sure that it is the acknowledged one or the
   * next.
   *
   * @param where says of a failure which round it was
   */
  abstract int check(RespConnection connection, int acknowledged, String where) throws IOException;

  final void run(String backend) throws IOException, InterruptedException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    String where = "backend " + backend + ", dredis.test.seed " + seed;
    System.out.println(getClass().getSimpleName() + ": " + where);
    Random random = new Random(seed);
    int last = 0;
    try (DredisProcess server = DredisProcess.start("--backend", backend)) {
      for (int kill = 0; kill < KILLS; kill++) {
        AtomicInteger acknowledged = new AtomicInteger(last);
        CountDownLatch first = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual().start(() -> writeOn(server, acknowledged, first));
        first.await();
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        server.kill();
        writer.join();
        server.startAgain("--backend", backend);
        try (RespConnection connection = server.connect()) {
          last = check(connection, acknowledged.get(), where + ", kill " + kill);
        }
      }
    }
  }

  /** Writes one number after the other until the server is killed. */
  private void writeOn(DredisProcess server, AtomicInteger number, CountDownLatch first) {
    try (RespConnection connection = server.connect()) {
      while (true) {
        write(connection, Integer.toString(number.get() + 1));
        number.incrementAndGet();
        first.countDown();
      }
    } catch (IOException e) {
      first.countDown();
    }
  }
}
