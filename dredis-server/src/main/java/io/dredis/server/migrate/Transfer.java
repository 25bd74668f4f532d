package io.dredis.server.migrate;

import io.dredis.rdb.WriteOptions;
import io.dredis.server.rdb.Payload;
import io.dredis.server.rdb.ValueSource;
import io.dredis.server.resp.RespWriter;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * One conversation with a target: authentication and database first, then the keys, several at a
 * time before their replies are read. For one use by one thread.
 */
final class Transfer {
  private static final String CONNECTING = "IOERR error or timeout connecting to the client";
  private static final String WRITING = "IOERR error or timeout writing to target instance";
  private static final String READING = "IOERR error or timeout reading to target instance";
  private static final String REFUSED = "ERR Target instance replied with error: ";

  /**
   * How many keys are sent before replies are read. Were it all of them, a target that sends its
   * replies before it reads on would wait for us to read, while we wait for it.
   */
  private static final int MOST_UNANSWERED = 1024;

  /**
   * What came of it.
   *
   * @param stored the keys that the target has stored
   * @param errorOrNull the first thing that went wrong
   * @param repeatable whether nothing but the connection was at fault, before the target said
   *     anything of a key, as when it has closed one that was kept
   */
  record Outcome(List<byte[]> stored, String errorOrNull, boolean repeatable) {}

  /**
   * What keys are sent from.
   *
   * @param keyspace the database, which does not change meanwhile
   * @param values what tells its values
   * @param format how payloads are written
   * @param clockMillis the time that is left to keys is counted from
   */
  record Source(
      Keyspace keyspace, ValueSource values, WriteOptions format, LongSupplier clockMillis) {}

  private final MigrateOptions options;
  private final Source source;
  private final List<byte[]> stored = new ArrayList<>();

  /** Keys that were sent, without a reply so far. */
  private final Queue<byte[]> unanswered = new ArrayDeque<>();

  private TargetConnection connection;
  private RespWriter requests;

  /** What is to be said if the connection fails now. */
  private String failure = CONNECTING;

  private String errorOrNull;
  private boolean answered;

  private Transfer(MigrateOptions options, Source source) {
    this.options = options;
    this.source = source;
  }

  /**
   * Sends the keys; a second time if the connection turns out to be of no use, as Redis does.
   *
   * @throws RuntimeException when a value could not be read
   */
  static Outcome run(MigrateOptions options, Source source, TargetConnections connections) {
    Outcome outcome = new Transfer(options, source).attempt(connections);
    return outcome.repeatable() ? new Transfer(options, source).attempt(connections) : outcome;
  }

  private Outcome attempt(TargetConnections connections) {
    boolean repeatable = false;
    try {
      converse(connections);
    } catch (IOException e) {
      boolean connected = connection != null;
      repeatable = connected && !answered && !(e instanceof SocketTimeoutException);
      // In Redis it shows when the first request is written that the target has refused.
      fail(!connected && e instanceof SocketException ? WRITING : failure);
    }
    return new Outcome(stored, errorOrNull, repeatable);
  }

  private void fail(String error) {
    if (errorOrNull == null) {
      errorOrNull = error;
    }
  }

  private void converse(TargetConnections connections) throws IOException {
    connection = connections.take(options.target(), options.timeoutMillis());
    requests = new RespWriter(connection);
    boolean complete = false;
    try {
      if (introduce()) {
        for (byte[] key : options.keys()) {
          send(key);
        }
        readReplies(0);
      }
      complete = true;
    } finally {
      if (complete) {
        connections.keep(connection);
      } else {
        connections.drop(connection);
      }
    }
  }

  /**
   * Authenticates and selects the database, and returns whether the target agrees. Only then are
   * keys sent: without the former large ones would end the connection, without the latter they
   * would end up in another database.
   */
  private boolean introduce() throws IOException {
    List<String> authentication = options.target().authentication();
    boolean select = connection.database() == null || connection.database() != options.database();
    failure = WRITING;
    if (!authentication.isEmpty()) {
      request(authentication);
    }
    if (select) {
      request(List.of("SELECT", Long.toString(options.database())));
    }
    requests.flush();
    failure = READING;
    // Both are read in any case, so that the connection remains of use.
    boolean known = authentication.isEmpty() || agrees(connection.readLine());
    boolean selected = !select || agrees(connection.readLine());
    connection.setDatabase(known && selected ? options.database() : null);
    return known && selected;
  }

  private void request(List<String> words) throws IOException {
    requests.arrayHeader(words.size());
    for (String word : words) {
      requests.bulk(word.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void send(byte[] key) throws IOException {
    Header header = source.keyspace().find(key);
    if (header == null) {
      return;
    }
    long ttlMillis = 0;
    if (header.expires()) {
      long leftMillis = header.expiryMillis() - source.clockMillis().getAsLong();
      if (leftMillis < 0) {
        // Its time came while others were sent; it goes by itself.
        return;
      }
      // 0 would be for ever.
      ttlMillis = Math.max(1, leftMillis);
    }
    failure = WRITING;
    requests.arrayHeader(options.replace() ? 5 : 4);
    requests.bulk("RESTORE");
    requests.bulk(key);
    requests.bulk(Long.toString(ttlMillis));
    new Payload(source.keyspace(), header, source.values(), source.format()).writeTo(requests);
    if (options.replace()) {
      requests.bulk("REPLACE");
    }
    unanswered.add(key);
    if (unanswered.size() == MOST_UNANSWERED) {
      readReplies(MOST_UNANSWERED / 2);
    }
  }

  private void readReplies(int left) throws IOException {
    if (unanswered.isEmpty()) {
      return;
    }
    failure = WRITING;
    requests.flush();
    failure = READING;
    while (unanswered.size() > left) {
      String reply = connection.readLine();
      answered = true;
      byte[] key = unanswered.remove();
      if (agrees(reply)) {
        stored.add(key);
      }
    }
  }

  /** Returns whether a reply is no error; what is neither that nor a status is taken for one. */
  private boolean agrees(String reply) {
    if (reply.startsWith("+")) {
      return true;
    }
    connection.setDatabase(null);
    fail(REFUSED + (reply.startsWith("-") ? reply.substring(1) : reply));
    return false;
  }
}
