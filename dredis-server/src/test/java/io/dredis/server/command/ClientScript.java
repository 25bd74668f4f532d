package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs what several clients do, one step after the other, on both servers, and compares every reply
 * that is read.
 *
 * <pre>
 * a BLPOP key 0 &amp;     client a sends the command, which blocks: the next step begins once it waits
 * a RPUSH key x       client a sends the command and reads the reply
 * a PING | PING       client a sends several commands at once and reads all replies
 * a sends PING        client a sends the command and reads nothing
 * a ...               client a reads one more reply
 * a waits             client a still waits
 * a leaves            client a disconnects, and both servers have noticed
 * a waits BLPOP k 0 | PING    as with an ampersand, with commands behind the one that blocks
 * </pre>
 */
final class ClientScript implements AutoCloseable {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final ServerPair servers;
  private final int protocol;
  private final Map<String, ReplyComparison> clients = new HashMap<>();
  private final Map<String, List<String>> ids = new HashMap<>();
  private final ReplyComparison watcher;

  /** Opens a script on servers that are emptied for it. */
  ClientScript(ServerPair servers, int protocol) throws IOException {
    this.servers = servers;
    this.protocol = protocol;
    this.watcher = servers.connect(2);
  }

  void run(String script) throws IOException {
    for (String line : script.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
      int space = line.indexOf(' ');
      step(line, line.substring(0, space), line.substring(space + 1));
    }
  }

  private void step(String line, String client, String what) throws IOException {
    switch (what) {
      case "..." -> client(client).sameReply(line);
      case "waits" -> assertTrue(waits(client), line);
      case "leaves" -> leave(client, line);
      default -> {
        if (what.endsWith(" &")) {
          send(client(client), what.substring(0, what.length() - 2));
          await(() -> waits(client), line);
        } else if (what.startsWith("waits ")) {
          send(client(client), what.substring("waits ".length()));
          await(() -> waits(client), line);
        } else if (what.startsWith("sends ")) {
          send(client(client), what.substring("sends ".length()));
        } else {
          int count = send(client(client), what);
          for (int i = 0; i < count; i++) {
            client(client).sameReply(line);
          }
        }
      }
    }
  }

  /** Sends commands divided by bars in one go, and returns how many they are. */
  private static int send(ReplyComparison client, String commands) throws IOException {
    StringBuilder bytes = new StringBuilder();
    String[] lines = commands.split(" \\| ", -1);
    for (String command : lines) {
      String[] words = command.split(" ", -1);
      bytes.append('*').append(words.length).append("\r\n");
      for (String word : words) {
        bytes.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
    }
    client.sendRaw(RespConnection.bytes(bytes.toString()));
    return lines.length;
  }

  private ReplyComparison client(String name) throws IOException {
    ReplyComparison client = clients.get(name);
    if (client == null) {
      client = servers.connect();
      clients.put(name, client);
      ids.put(name, List.of(id(client.redis()), id(client.dredis())));
      if (protocol == 3) {
        client.redis().call("HELLO", "3");
        client.dredis().call("HELLO", "3");
      }
    }
    return client;
  }

  private static String id(RespConnection client) throws IOException {
    return RespConnection.text(client.call("CLIENT", "ID")).substring(1).strip();
  }

  /** Unblocks a client; its id differs from server to server. */
  void unblock(String name, String... reason) throws IOException {
    watcher.redis().send(words(ids.get(name).get(0), reason));
    watcher.dredis().send(words(ids.get(name).get(1), reason));
    watcher.sameReply("unblock " + name);
  }

  private static String[] words(String id, String... reason) {
    return reason.length == 0
        ? new String[] {"CLIENT", "UNBLOCK", id}
        : new String[] {"CLIENT", "UNBLOCK", id, reason[0]};
  }

  /** Kills a client. */
  void kill(String name) throws IOException {
    watcher.redis().send("CLIENT", "KILL", "ID", ids.get(name).get(0));
    watcher.dredis().send("CLIENT", "KILL", "ID", ids.get(name).get(1));
    watcher.sameReply("kill " + name);
  }

  private boolean waits(String name) throws IOException {
    return line(name, true).contains(" flags=b ") && line(name, false).contains(" flags=b ");
  }

  private String line(String name, boolean redis) throws IOException {
    RespConnection connection = redis ? watcher.redis() : watcher.dredis();
    String id = ids.get(name).get(redis ? 0 : 1);
    return RespConnection.text(connection.call("CLIENT", "LIST", "ID", id));
  }

  private void leave(String name, String line) throws IOException {
    clients.remove(name).close();
    await(() -> !line(name, true).contains("id=") && !line(name, false).contains("id="), line);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition, String line) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < deadline, line);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    for (ReplyComparison client : clients.values()) {
      client.close();
    }
    watcher.close();
  }
}
