package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys of all types and sizes, to be saved into a file and loaded from it. */
final class MixedKeys {
  private static final long SEED = 20261122;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int PIPELINED = 200;

  /** How many elements a command has that fills a large collection. */
  private static final int AT_ONCE = 100;

  private static final int SMALL = 10;
  private static final int MEDIUM = 500;

  @Parameter(names = "--keys", description = "number of strings")
  private int strings = 1_000_000;

  @Parameter(names = "--value-bytes", description = "bytes of each string")
  private int valueBytes = 64;

  @Parameter(names = "--small", description = "hashes, lists, sets, zsets of 10 elements, of each")
  private int small = 20_000;

  @Parameter(
      names = "--medium",
      description = "hashes, lists, sets, zsets of 500 elements, of each")
  private int medium = 500;

  @Parameter(names = "--members", description = "elements of each large collection")
  private int members = 250_000;

  @Parameter(names = "--large", description = "type of a large collection; may be repeated")
  private List<String> large = new ArrayList<>(List.of("hash", "list", "set", "zset"));

  private final Random random = new Random(SEED);
  private int sent;

  /** Stores the keys in a server. */
  void store(RespClient client) throws IOException {
    for (int i = 0; i < strings; i++) {
      send(client, List.of("SET", "string:" + i, word(valueBytes)));
    }
    for (String type : List.of("hash", "list", "set", "zset")) {
      for (int i = 0; i < small; i++) {
        send(client, elements(type, type + ":small:" + i, SMALL));
      }
      for (int i = 0; i < medium; i++) {
        send(client, elements(type, type + ":medium:" + i, MEDIUM));
      }
    }
    for (String type : large) {
      for (int done = 0; done < members; done += AT_ONCE) {
        send(client, elements(type, type + ":large", Math.min(AT_ONCE, members - done)));
      }
    }
    await(client);
  }

  private List<String> elements(String type, String key, int count) {
    List<String> request = new ArrayList<>();
    request.add(
        switch (type) {
          case "hash" -> "HSET";
          case "list" -> "RPUSH";
          case "set" -> "SADD";
          default -> "ZADD";
        });
    request.add(key);
    for (int i = 0; i < count; i++) {
      if (type.equals("zset")) {
        request.add(Integer.toString(random.nextInt(1_000_000)));
      }
      request.add(word(12));
      if (type.equals("hash")) {
        request.add(word(12));
      }
    }
    return request;
  }

  private String word(int length) {
    char[] word = new char[length];
    for (int i = 0; i < length; i++) {
      word[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
    return new String(word);
  }

  private void send(RespClient client, List<String> request) throws IOException {
    client.add(RespClient.encode(request));
    if (++sent == PIPELINED) {
      await(client);
    }
  }

  private void await(RespClient client) throws IOException {
    client.flush();
    for (; sent > 0; sent--) {
      client.skipReply();
    }
  }
}
