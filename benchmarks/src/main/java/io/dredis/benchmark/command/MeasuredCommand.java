package io.dredis.benchmark.command;

import io.dredis.benchmark.jmh.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command and the requests it is measured with, drawn at random from as many keys, or from one
 * collection of as many elements, as there are names.
 */
public enum MeasuredCommand {
  /** Of a key that is there. */
  GET,
  /** Of a key that is there, with another value. */
  SET,
  /** Of a key that is there. */
  INCR,
  /** Of a field that is there. */
  HGET,
  /** Of a field that is there, with another value. */
  HSET,
  /** Of a new member each; a round begins with no set. */
  SADD,
  /** Of a member that is there, with another score. */
  ZADD,
  /** Of a member that is there. */
  ZRANK,
  /** A round begins with no list. */
  LPUSH,
  /** A round begins with filling the list, which is measured too. */
  LPOP;

  /** Requests of a round at most; each is another one. */
  static final int ROUND = 1 << 14;

  /** Pops of a round: so few that the list is filled by one request. */
  private static final int POPS = 1 << 10;

  /** Has no factor in common with any round number of names, and so visits all in some order. */
  private static final long STRIDE = 7919;

  private static final byte[] KEY = bytes("key");
  private static final byte[] VALUE = bytes("v".repeat(32));
  private static final byte[] OTHER = bytes("o".repeat(32));

  /**
   * Returns a request that adds the key or element of this number before anything is measured, or
   * null when rounds begin with nothing.
   */
  byte[][] fillingOrNull(Names names, int number) {
    byte[] name = names.get(number);
    return switch (this) {
      case GET, SET -> words(bytes("SET"), name, VALUE);
      case INCR -> words(bytes("SET"), name, bytes(number));
      case HGET, HSET -> words(bytes("HSET"), KEY, name, VALUE);
      case ZADD, ZRANK -> words(bytes("ZADD"), KEY, bytes(number), name);
      case SADD, LPUSH, LPOP -> null;
    };
  }

  /**
   * Returns the requests of a round. Where a request overwrites something, one in the second half
   * overwrites what one in the first half wrote, and the other way round in the next round.
   */
  List<byte[][]> round(Names names) {
    int count = this == LPOP ? POPS : ROUND;
    List<byte[][]> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean overwritten = overwrites() && i >= count / 2;
      int number = overwritten ? i - count / 2 : i;
      byte[] name = names.get((int) (number * STRIDE % names.count()));
      requests.add(
          request(name, overwritten ? OTHER : VALUE, 2 * names.anyIndex() + (overwritten ? 1 : 0)));
    }
    return requests;
  }

  private boolean overwrites() {
    return this == SET || this == HSET || this == ZADD;
  }

  private byte[][] request(byte[] name, byte[] value, int score) {
    byte[] command = bytes(name());
    return switch (this) {
      case GET, INCR -> words(command, name);
      case SET -> words(command, name, value);
      case HGET, SADD, ZRANK, LPUSH -> words(command, KEY, name);
      case HSET -> words(command, KEY, name, value);
      case ZADD -> words(command, KEY, bytes(score), name);
      case LPOP -> words(command, KEY);
    };
  }

  /** Returns the request that a round begins with, or null if it needs none. */
  byte[][] beforeRoundOrNull(Names names) {
    return switch (this) {
      case SADD, LPUSH -> words(bytes("DEL"), KEY);
      case LPOP -> {
        byte[][] push = new byte[2 + POPS][];
        push[0] = bytes("LPUSH");
        push[1] = KEY;
        for (int i = 0; i < POPS; i++) {
          push[2 + i] = names.any();
        }
        yield push;
      }
      default -> null;
    };
  }

  private static byte[][] words(byte[]... words) {
    return words;
  }

  private static byte[] bytes(int number) {
    return bytes(Integer.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
