package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RespConnection;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that wait at once, over real connections. */
@Timeout(120)
class BlockedClientsTest {
  private static final int PRODUCERS = 4;
  private static final int CONSUMERS = 8;
  private static final int ELEMENTS_PER_PRODUCER = 1500;
  private static final String[] LISTS = {"l0", "l1", "l2"};
  private static final Pattern ELEMENT = Pattern.compile("e\\d+-\\d+");
  private static final String END = "end";

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void everyElementIsDeliveredOnce(String backend) throws Exception {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("BlockedClientsTest: backend " + backend + ", dredis.test.seed " + seed);
    Map<String, Integer> delivered = new ConcurrentHashMap<>();
    try (DredisInProcess server =
            DredisInProcess.start("--backend", backend, "--list-max-listpack-size", "4");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> consumers = new ArrayList<>();
      for (int i = 0; i < CONSUMERS; i++) {
        Random random = new Random(seed + i);
        consumers.add(threads.submit(task(() -> consume(server, random, delivered))));
      }
      List<Future<Void>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        int number = i;
        Random random = new Random(seed - 1 - i);
        producers.add(threads.submit(task(() -> produce(server, number, random))));
      }
      for (Future<Void> producer : producers) {
        producer.get();
      }
      endConsumers(server, consumers);
    }
    assertEquals(PRODUCERS * ELEMENTS_PER_PRODUCER, delivered.size());
    delivered.forEach((element, times) -> assertEquals(1, times, element));
  }

  private interface Task {
    void run() throws Exception;
  }

  private static Callable<Void> task(Task task) {
    return () -> {
      task.run();
      return null;
    };
  }

  private static void produce(DredisInProcess server, int number, Random random)
      throws IOException {
    try (RespConnection client = server.connect()) {
      int next = 0;
      while (next < ELEMENTS_PER_PRODUCER) {
        int commands = 1 + random.nextInt(3);
        int sent = 0;
        for (; sent < commands && next < ELEMENTS_PER_PRODUCER; sent++) {
          List<String> request = new ArrayList<>();
          request.add(random.nextBoolean() ? "LPUSH" : "RPUSH");
          request.add(LISTS[random.nextInt(LISTS.length)]);
          int elements = 1 + random.nextInt(5);
          for (int i = 0; i < elements && next < ELEMENTS_PER_PRODUCER; i++) {
            request.add("e" + number + "-" + next++);
          }
          client.send(request.toArray(String[]::new));
        }
        for (; sent > 0; sent--) {
          client.readReply();
        }
      }
    }
  }

  /** Takes elements in every way there is until an end is among them. */
  private static void consume(DredisInProcess server, Random random, Map<String, Integer> delivered)
      throws IOException {
    try (RespConnection client = server.connect()) {
      boolean ended = false;
      while (!ended) {
        String reply = text(client.call(take(random)));
        Matcher element = ELEMENT.matcher(reply);
        while (element.find()) {
          delivered.merge(element.group(), 1, Integer::sum);
        }
        ended = reply.contains(END);
      }
    }
  }

  private static String[] take(Random random) {
    String list = LISTS[random.nextInt(LISTS.length)];
    return switch (random.nextInt(6)) {
      case 0 -> new String[] {"BLPOP", "l0", "l1", "l2", "0"};
      case 1 -> new String[] {"BRPOP", list, list, "0.001"};
      case 2 -> new String[] {"BLMPOP", "0", "3", "l2", "l1", "l0", "LEFT", "COUNT", "1"};
      case 3 -> new String[] {"LMPOP", "2", "l1", "l2", "RIGHT"};
      case 4 -> new String[] {"BLMPOP", "0.002", "1", list, "RIGHT", "COUNT", "3"};
      default -> new String[] {"LPOP", list};
    };
  }

  private static void endConsumers(DredisInProcess server, List<Future<Void>> consumers)
      throws Exception {
    try (RespConnection client = server.connect()) {
      while (!text(client.call("EXISTS", "l0", "l1", "l2")).equals(":0\r\n")) {
        Thread.onSpinWait();
      }
      // Those who take several at once may take several ends.
      while (!consumers.stream().allMatch(Future::isDone)) {
        client.call("RPUSH", "l1", END);
        client.call("RPUSH", "l0", END);
        client.call("RPUSH", "l2", END);
      }
      for (Future<Void> consumer : consumers) {
        consumer.get();
      }
      client.call("DEL", "l0", "l1", "l2");
    }
  }

  @Test
  void aThousandClientsAreServedInTheOrderInWhichTheyCame() throws Exception {
    int count = 1000;
    List<RespConnection> clients = new ArrayList<>();
    try (DredisInProcess server = DredisInProcess.start();
        RespConnection pusher = server.connect()) {
      String[] push = new String[count + 2];
      push[0] = "RPUSH";
      push[1] = "queue";
      for (int i = 0; i < count; i++) {
        RespConnection client = server.connect();
        clients.add(client);
        client.send("BLPOP", "other" + i, "queue", "0");
        awaitBlocked(pusher, i + 1);
        push[i + 2] = Integer.toString(i);
      }
      assertEquals(":" + count + "\r\n", text(pusher.call(push)));
      for (int i = 0; i < count; i++) {
        String reply = text(clients.get(i).readReply());
        assertTrue(reply.endsWith("\r\n" + i + "\r\n"), reply);
      }
      awaitBlocked(pusher, 0);
      assertEquals(":0\r\n", text(pusher.call("EXISTS", "queue")));
    } finally {
      for (RespConnection client : clients) {
        client.close();
      }
    }
  }

  private static void awaitBlocked(RespConnection client, int count) throws IOException {
    String expected = "blocked_clients:" + count + "\r\n";
    while (!text(client.call("INFO", "clients")).contains(expected)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aKeyOfAnotherTypeThatIsOverwrittenServesThoseWhoWait() throws Exception {
    try (DredisInProcess server = DredisInProcess.start();
        RespConnection client = server.connect();
        RespConnection writer = server.connect()) {
      client.send("BZPOPMIN", "k", "0");
      awaitBlocked(writer, 1);
      writer.call("SET", "k", "v");
      writer.call("ZADD", "z", "1", "m");
      assertEquals(":1\r\n", text(writer.call("ZUNIONSTORE", "k", "1", "z")));
      assertTrue(text(client.readReply()).startsWith("*3\r\n$1\r\nk\r\n$1\r\nm\r\n"));
    }
  }

  @Test
  void aServerThatEndsDoesNotWaitForThem() throws Exception {
    DredisInProcess server = DredisInProcess.start();
    try (RespConnection first = server.connect();
        RespConnection second = server.connect();
        RespConnection watcher = server.connect()) {
      first.send("BLPOP", "k", "0");
      second.send("BZPOPMIN", "k", "100");
      awaitBlocked(watcher, 2);
      assertTrue(text(watcher.call("INFO", "clients")).contains("clients_in_timeout_table:1\r\n"));
      server.close();
      assertNull(replyOrNull(first));
      assertNull(replyOrNull(second));
    }
  }

  private static byte[] replyOrNull(RespConnection client) throws IOException {
    try {
      return client.readReply();
    } catch (EOFException e) {
      return null;
    }
  }

  private static String text(byte[] reply) {
    return RespConnection.text(reply);
  }
}
