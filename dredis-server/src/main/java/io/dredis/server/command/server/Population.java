package io.dredis.server.command.server;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.server.resp.Reply;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.type.Strings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * DEBUG POPULATE: fills the selected database with strings, except where there is a key already.
 */
final class Population {
  private static final String NOT_POSITIVE = "ERR value is out of range, must be positive";
  private static final String DEFAULT_PREFIX = "key";

  /** How much waits to be committed at most, so that any number of keys fits in memory. */
  private static final long MAX_PENDING_BYTES = 8 << 20;

  private final ServerContext server;
  private final Strings strings = new Strings(() -> Long.MAX_VALUE);

  Population(ServerContext server) {
    this.server = server;
  }

  Reply populate(Invocation call) {
    long count = positive(call.argument(2));
    byte[] prefix = call.count() > 3 ? call.argument(3) : ascii(DEFAULT_PREFIX);
    int size =
        call.count() > 4
            ? Math.toIntExact(Math.min(positive(call.argument(4)), Integer.MAX_VALUE))
            : 0;
    Database database = server.store().database(call.session().database());
    for (long number = 0; number < count; number++) {
      byte[] key = concatenate(prefix, ascii(":" + number));
      if (database.find(key) == null) {
        byte[] value = ascii("value:" + number);
        strings.set(
            database, key, null, size == 0 ? value : Arrays.copyOf(value, size), Header.NO_EXPIRY);
      }
      if (server.store().pendingBytes() > MAX_PENDING_BYTES) {
        server.snapshots().snapshot().close();
      }
    }
    return Reply.OK;
  }

  private static long positive(byte[] argument) {
    return Numbers.parseLong(argument, 0, Long.MAX_VALUE, NOT_POSITIVE);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
