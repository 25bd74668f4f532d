package io.dredis.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.EOFException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A connection to each server of a {@link ServerPair}, on which the same requests must have the
 * same replies.
 */
public final class ReplyComparison implements AutoCloseable {
  private final RespConnection redis;
  private final RespConnection dredis;
  private final Set<Normalisation> normalisations;

  ReplyComparison(RespConnection redis, RespConnection dredis) {
    this(redis, dredis, EnumSet.noneOf(Normalisation.class));
  }

  private ReplyComparison(
      RespConnection redis, RespConnection dredis, Set<Normalisation> normalisations) {
    this.redis = redis;
    this.dredis = dredis;
    this.normalisations = normalisations;
  }

  /**
   * Returns the same connections, compared after the given normalisations, in their declared order.
   */
  public ReplyComparison normalising(Normalisation first, Normalisation... more) {
    return new ReplyComparison(redis, dredis, EnumSet.of(first, more));
  }

  /**
   * Sends a request to both and checks that the replies are the same bytes; returns Redis's,
   * normalised, as text.
   */
  public String same(String... request) throws IOException {
    byte[][] arguments = new byte[request.length][];
    for (int i = 0; i < request.length; i++) {
      arguments[i] = RespConnection.bytes(request[i]);
    }
    return same(arguments);
  }

  /** Sends a request of words divided by single blanks, as {@link #same(String...)}. */
  public String sameLine(String words) throws IOException {
    return same(words.split(" ", -1));
  }

  /** Sends several requests, each as {@link #sameLine}. */
  public void sameLines(String... requests) throws IOException {
    for (String request : requests) {
      sameLine(request);
    }
  }

  /** Sends a request, as {@link #same(String...)}. */
  public String same(byte[]... request) throws IOException {
    send(request);
    return sameReply(() -> describe(request));
  }

  private static String describe(byte[][] request) {
    StringBuilder description = new StringBuilder();
    for (byte[] argument : request) {
      description.append(visible(RespConnection.text(argument))).append(' ');
    }
    return description.toString();
  }

  /** Sends a request without waiting for a reply. */
  public void send(byte[]... request) throws IOException {
    redis.send(request);
    dredis.send(request);
  }

  /** Sends bytes as they are to both. */
  public void sendRaw(byte[] bytes) throws IOException {
    redis.sendRaw(bytes);
    dredis.sendRaw(bytes);
  }

  /**
   * Reads a reply or a pushed message, or the end of the connection, from both and checks that they
   * are the same.
   */
  public String sameReply(String description) throws IOException {
    return sameReply(() -> description);
  }

  private String sameReply(Supplier<String> description) throws IOException {
    String expected = read(redis);
    String actual = read(dredis);
    if (!expected.equals(actual)) {
      // Only now, because making a large reply visible takes longer than the servers do.
      assertEquals(visible(expected), visible(actual), description);
      fail(description.get());
    }
    return expected;
  }

  /** Returns Redis's side, for what cannot be compared. */
  public RespConnection redis() {
    return redis;
  }

  /** Returns dredis's side, for what cannot be compared. */
  public RespConnection dredis() {
    return dredis;
  }

  @Override
  public void close() throws IOException {
    try (redis) {
      dredis.close();
    }
  }

  private String read(RespConnection connection) throws IOException {
    String reply;
    try {
      reply = RespConnection.text(connection.readReply());
    } catch (EOFException e) {
      return "connection closed";
    }
    for (Normalisation normalisation : normalisations) {
      reply = normalisation.apply(reply);
    }
    return reply;
  }

  /** One line for each line of the reply, so that a failure shows where two long replies part. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> visible.append("\\r");
        case '\n' -> visible.append("\\n\n");
        default ->
            visible.append(
                c < ' ' || c > '~' ? "\\x%02x".formatted((int) c) : Character.toString(c));
      }
    }
    return visible.toString();
  }
}
