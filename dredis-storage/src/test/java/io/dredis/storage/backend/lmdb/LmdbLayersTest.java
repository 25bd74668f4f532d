package io.dredis.storage.backend.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Records;
import io.dredis.storage.backend.Walks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that do not fit into LMDB's 511 bytes, above all those that share long prefixes. */
class LmdbLayersTest {
  private static final int ROOT_CHUNK = 510;
  private static final int LAYER_CHUNK = 502;
  private static final byte[] LETTERS = {0, 1, (byte) 0xff};

  @TempDir private Path directory;
  private Backend backend;

  @BeforeEach
  void open() {
    backend = new LmdbBackendType().open(directory, Map.of(), false);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void theChunksAreWhatTheLayoutSays() {
    assertEquals(ROOT_CHUNK, Layout.chunkLength(Layout.ROOT));
    assertEquals(LAYER_CHUNK, Layout.chunkLength(1));
  }

  @Test
  void keysThatAreOnePrefixOfTheOtherKeepTheirOrderAroundEveryLimit() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (byte letter : LETTERS) {
      for (int limit : limits()) {
        for (int length = Math.max(0, limit - 3); length <= limit + 3; length++) {
          byte[] key = new byte[length];
          Arrays.fill(key, letter);
          model.put(key, Records.bytes(letter + " " + length));
        }
      }
    }
    backend.commit(Records.putAll(model));
    Walks.assertSame(model, backend);
    removeOneByOne(model, new ArrayList<>(model.keySet()));
  }

  @Test
  void aLayerIsGoneWithItsLastKey() {
    NavigableMap<byte[], byte[]> model = Records.model();
    byte[] prefix = new byte[3 * ROOT_CHUNK];
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] key = Arrays.copyOf(prefix, prefix.length + 1 + random.nextInt(10));
      key[key.length - 1] = (byte) i;
      model.put(key, new byte[] {(byte) i});
    }
    backend.commit(Records.putAll(model));
    byte[] other = Arrays.copyOf(prefix, prefix.length);
    other[prefix.length - 1] = 1;
    Batch all = new Batch();
    model.keySet().forEach(all::delete);
    backend.commit(all);
    Walks.assertSame(Records.model(), backend);
    model.clear();
    model.put(other, new byte[0]);
    backend.commit(Records.putAll(model));
    Walks.assertSame(model, backend);
  }

  @Test
  void thousandsOfKeysWithOneLongPrefixAreFoundAndOrdered() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("thousandsOfKeysWithOneLongPrefixAreFoundAndOrdered: seed " + seed);
    Random random = new Random(seed);
    NavigableMap<byte[], byte[]> model = Records.model();
    byte[] prefix = new byte[990];
    Arrays.fill(prefix, (byte) 'p');
    for (int i = 0; i < 5000; i++) {
      byte[] tail = new byte[10];
      random.nextBytes(tail);
      byte[] key = Arrays.copyOf(prefix, 1000);
      System.arraycopy(tail, 0, key, 990, 10);
      model.put(key, tail);
    }
    backend.commit(Records.putAll(model));
    Walks.assertSame(model, backend);
    List<byte[]> some = new ArrayList<>(model.keySet()).subList(100, 4900);
    Batch batch = new Batch();
    some.forEach(batch::delete);
    some.forEach(model::remove);
    backend.commit(batch);
    Walks.assertSame(model, backend);
  }

  @Test
  void aKeyOfTenMegabytesIsAKeyLikeAnyOther() {
    byte[] large = new byte[10 << 20];
    new Random(1).nextBytes(large);
    byte[] sibling = Arrays.copyOf(large, large.length);
    sibling[ROOT_CHUNK * 40]++;
    NavigableMap<byte[], byte[]> model = Records.model();
    model.put(large, new byte[] {1});
    model.put(sibling, new byte[] {2});
    model.put(new byte[0], new byte[] {3});
    backend.commit(Records.putAll(model));
    Walks.assertSame(model, backend);
    removeOneByOne(model, new ArrayList<>(model.keySet()));
  }

  @Test
  void aSeekIntoAndPastALayerFindsTheNextKey() {
    byte[] prefix = new byte[ROOT_CHUNK];
    byte[] first = Arrays.copyOf(prefix, ROOT_CHUNK + 5);
    byte[] second = Arrays.copyOf(prefix, ROOT_CHUNK + 5);
    first[ROOT_CHUNK] = 3;
    second[ROOT_CHUNK] = 5;
    byte[] behind = {1};
    backend.commit(Records.putAll(modelOf(first, second, behind)));
    try (Cursor cursor = backend.cursor()) {
      assertTrue(cursor.seek(prefix));
      assertArrayEquals(first, cursor.key());
      assertFalse(cursor.previous());
      assertTrue(cursor.next());
      assertArrayEquals(first, cursor.key());
      byte[] between = Arrays.copyOf(prefix, ROOT_CHUNK + 1);
      between[ROOT_CHUNK] = 4;
      assertTrue(cursor.seek(between));
      assertArrayEquals(second, cursor.key());
      assertTrue(cursor.previous());
      assertArrayEquals(first, cursor.key());
      between[ROOT_CHUNK] = 6;
      assertTrue(cursor.seek(between));
      assertArrayEquals(behind, cursor.key());
      assertTrue(cursor.previous());
      assertArrayEquals(second, cursor.key());
    }
  }

  @Test
  void layerIdsAreNotUsedAgainAfterReopening() {
    byte[] a = keyOf(600, 0, 1);
    byte[] b = keyOf(600, 0, 2);
    byte[] c = keyOf(600, 1, 1);
    byte[] d = keyOf(600, 1, 2);
    NavigableMap<byte[], byte[]> model = modelOf(a, b);
    backend.commit(Records.putAll(model));
    backend.close();
    open();
    model.putAll(modelOf(c, d));
    backend.commit(Records.putAll(modelOf(c, d)));
    Walks.assertSame(model, backend);
  }

  @Test
  void aRandomHistoryOfKeysAroundTheLimitsMatchesASortedMap() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("aRandomHistoryOfKeysAroundTheLimitsMatchesASortedMap: seed " + seed);
    Random random = new Random(seed);
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int round = 0; round < 40; round++) {
      Batch batch = new Batch();
      for (int i = 0; i < 100; i++) {
        byte[] key = randomKey(random);
        if (random.nextInt(3) == 0) {
          batch.delete(key);
          model.remove(key);
        } else {
          byte[] value = new byte[random.nextInt(30)];
          random.nextBytes(value);
          batch.put(key, value);
          model.put(key, value);
        }
      }
      backend.commit(batch);
      Walks.assertSame(model, backend);
      for (int i = 0; i < 50; i++) {
        assertSeek(model, randomKey(random));
      }
    }
    removeOneByOne(model, new ArrayList<>(model.keySet()).subList(0, model.size() / 2));
  }

  /** Returns a key of few runs of one letter each, so that long common prefixes are likely. */
  private static byte[] randomKey(Random random) {
    int[] limits = limits();
    int length = Math.max(0, limits[random.nextInt(limits.length)] + random.nextInt(-2, 3));
    byte[] key = new byte[length];
    Arrays.fill(key, LETTERS[random.nextInt(LETTERS.length)]);
    for (int i = random.nextInt(3); i > 0 && length > 0; i--) {
      int near = limits[random.nextInt(limits.length)] + random.nextInt(-2, 3);
      int at = Math.min(length - 1, Math.max(0, near));
      Arrays.fill(key, at, length, LETTERS[random.nextInt(LETTERS.length)]);
    }
    return key;
  }

  private static int[] limits() {
    int second = ROOT_CHUNK + LAYER_CHUNK;
    return new int[] {0, ROOT_CHUNK, second, second + LAYER_CHUNK};
  }

  private static byte[] keyOf(int length, int first, int last) {
    byte[] key = new byte[length];
    key[0] = (byte) first;
    key[length - 1] = (byte) last;
    return key;
  }

  private static NavigableMap<byte[], byte[]> modelOf(byte[]... keys) {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (byte[] key : keys) {
      model.put(key, Records.bytes("value of " + key.length));
    }
    return model;
  }

  private void removeOneByOne(NavigableMap<byte[], byte[]> model, List<byte[]> keys) {
    for (byte[] key : List.copyOf(keys)) {
      Batch batch = new Batch();
      batch.delete(key);
      backend.commit(batch);
      model.remove(key);
      assertNull(backend.get(key));
      if (model.size() % 8 == 0) {
        Walks.assertSame(model, backend);
      }
    }
    Walks.assertSame(model, backend);
  }

  private void assertSeek(NavigableMap<byte[], byte[]> model, byte[] key) {
    try (Cursor cursor = backend.cursor()) {
      byte[] expected = model.ceilingKey(key);
      assertEquals(expected != null, cursor.seek(key));
      if (expected != null) {
        assertArrayEquals(expected, cursor.key());
      }
      byte[] before = model.lowerKey(key);
      assertEquals(before != null, cursor.previous());
      if (before != null) {
        assertArrayEquals(before, cursor.key());
        assertArrayEquals(model.get(before), cursor.value());
      }
    }
  }
}
