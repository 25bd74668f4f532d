package io.dredis.server.command;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Who waits for which key, first come first, and the keys that may have something for them, in the
 * order in which they became so. Used under the execution lock.
 */
final class KeyQueues {

  /** The clients that wait for one key, by their order. */
  static final class KeyQueue {
    private final int database;
    private final byte[] key;
    private final NavigableMap<Long, BlockedClient> clients = new TreeMap<>();
    private boolean ready;

    private KeyQueue(int database, byte[] key) {
      this.database = database;
      this.key = key;
    }

    int database() {
      return database;
    }

    byte[] key() {
      return key;
    }

    /** Returns the client that came next after one, or the first for null; null at the end. */
    BlockedClient after(BlockedClient clientOrNull) {
      var next =
          clientOrNull == null ? clients.firstEntry() : clients.higherEntry(clientOrNull.order());
      return next == null ? null : next.getValue();
    }
  }

  /** The queues of each database by key, none of them empty; in order of their first clients. */
  private final Map<Integer, Map<ByteBuffer, KeyQueue>> databases = new HashMap<>();

  private final Deque<KeyQueue> ready = new ArrayDeque<>();

  /** Lets a client wait in its place for each of its keys. */
  void add(BlockedClient client) {
    Map<ByteBuffer, KeyQueue> queues =
        databases.computeIfAbsent(client.database(), number -> new LinkedHashMap<>());
    for (byte[] key : client.keys()) {
      queues
          .computeIfAbsent(ByteBuffer.wrap(key), name -> new KeyQueue(client.database(), key))
          .clients
          .put(client.order(), client);
    }
  }

  /** Lets a client wait no longer. */
  void remove(BlockedClient client) {
    Map<ByteBuffer, KeyQueue> queues = databases.get(client.database());
    for (byte[] key : client.keys()) {
      KeyQueue queue = queues.get(ByteBuffer.wrap(key));
      // None when the client named the key twice.
      if (queue != null) {
        queue.clients.remove(client.order());
        if (queue.clients.isEmpty()) {
          queues.remove(ByteBuffer.wrap(key));
        }
      }
    }
    if (queues.isEmpty()) {
      databases.remove(client.database());
    }
  }

  /** Notes that a key may have something for those who wait for it. */
  void signal(int database, byte[] key) {
    Map<ByteBuffer, KeyQueue> queues = databases.get(database);
    KeyQueue queue = queues == null ? null : queues.get(ByteBuffer.wrap(key));
    if (queue != null) {
      signal(queue);
    }
  }

  /** Notes that any key of a database may have something. */
  void signalAll(int database) {
    databases.getOrDefault(database, Map.of()).values().forEach(this::signal);
  }

  /** Notes that the key of a queue may have something. */
  void signal(KeyQueue queue) {
    if (!queue.ready) {
      queue.ready = true;
      ready.add(queue);
    }
  }

  /** Returns the key that was noted first, and forgets the note; null when there is none. */
  KeyQueue nextReady() {
    KeyQueue queue = ready.poll();
    if (queue != null) {
      queue.ready = false;
    }
    return queue;
  }

  /** Returns how many keys are noted. */
  int readyCount() {
    return ready.size();
  }

  /** Forgets the notes that were made last, until so many are left. */
  void forgetReadyBeyond(int count) {
    while (ready.size() > count) {
      ready.removeLast().ready = false;
    }
  }
}
