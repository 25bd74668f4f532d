package io.dredis.storage.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.transaction.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The index against a sorted set in memory, with parts so small that there are many levels. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class CountedIndexTest {
  private static final byte[] PREFIX = RecordKeys.element(5, new byte[] {1});
  private static final IndexLimits SMALL = new IndexLimits(8, 6);

  @Parameter BackendType type;
  @TempDir Path directory;
  private TestStore test;
  private IndexCache cache;
  private TreeSet<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
    openCache(2000);
    // What lies on both sides belongs to others.
    transaction().put(RecordKeys.element(5, new byte[] {0, 9}), new byte[0]);
    transaction().put(RecordKeys.element(5, new byte[] {2}), new byte[0]);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void openCache(long budgetBytes) {
    cache = new IndexCache(transaction(), transaction(), SMALL, budgetBytes);
    transaction().addUndoListener(cache);
  }

  private Transaction transaction() {
    return test.store().transaction();
  }

  private CountedIndex index() {
    return cache.index(PREFIX);
  }

  private static byte[] key(int number) {
    byte[] text = TestStore.bytes(Integer.toString(number, 36));
    byte[] key = Arrays.copyOf(PREFIX, PREFIX.length + text.length);
    System.arraycopy(text, 0, key, PREFIX.length, text.length);
    return key;
  }

  private void toggle(byte[] key) {
    if (model.add(key)) {
      transaction().put(key, new byte[0]);
      index().added(key);
    } else {
      model.remove(key);
      transaction().delete(key);
      index().removed(key);
    }
  }

  private void move(byte[] from, byte[] to) {
    model.remove(from);
    model.add(to);
    transaction().delete(from);
    transaction().put(to, new byte[0]);
    index().moved(from, to);
  }

  private void moveAny(Random random, int range) {
    byte[] from = model.ceiling(key(random.nextInt(range)));
    byte[] to = from == null ? null : Arrays.copyOf(from, from.length + 1);
    if (to != null && random.nextBoolean()) {
      to = key(random.nextInt(range));
    }
    if (to != null && !model.contains(to)) {
      move(from, to);
    }
  }

  private void check(Reader records, CountedIndex index, Random random) {
    List<String> problems = new ArrayList<>();
    IndexCheck.check(records, PREFIX, problems);
    assertEquals(List.of(), problems);
    assertEquals(model.size(), index.count());
    List<byte[]> elements = new ArrayList<>(model);
    for (int i = 0; i < 20 && !elements.isEmpty(); i++) {
      int rank = random.nextInt(elements.size());
      assertArrayEquals(elements.get(rank), index.select(rank));
      assertEquals(rank, index.rankOf(elements.get(rank)));
      byte[] any = key(random.nextInt(4000));
      assertEquals(model.headSet(any).size(), index.rankOf(any));
    }
    assertEquals(0, index.rankOf(PREFIX));
    assertThrows(IndexOutOfBoundsException.class, () -> index.select(elements.size()));
    assertThrows(IndexOutOfBoundsException.class, () -> index.select(-1));
  }

  private void check(Random random) {
    check(transaction(), index(), random);
    check(transaction(), new IndexCache(transaction(), null, SMALL, 0).index(PREFIX), random);
  }

  @Test
  void knowsNothingOfNothing() {
    assertEquals(0, index().count());
    assertEquals(0, index().rankOf(key(1)));
    check(new Random(1));
  }

  @Test
  void agreesWithTheModelThroughCommitsRollbacksAndRestarts() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println(getClass().getSimpleName() + ": dredis.test.seed " + seed);
    Random random = new Random(seed);
    NavigableSet<byte[]> committed = new TreeSet<>(model);
    transaction().commit();
    openCache(random.nextBoolean() ? 2000 : 1 << 20);
    for (int round = 0; round < 60; round++) {
      Savepoint savepoint = transaction().savepoint();
      TreeSet<byte[]> before = new TreeSet<>(model);
      int range = random.nextBoolean() ? 4000 : 150;
      for (int i = random.nextInt(80); i > 0; i--) {
        toggle(key(random.nextInt(range)));
        moveAny(random, range);
      }
      if (random.nextInt(4) == 0) {
        transaction().rollbackTo(savepoint);
        model = before;
      }
      transaction().release(savepoint);
      check(random);
      committed = end(random, committed);
      check(random);
    }
  }

  private NavigableSet<byte[]> end(Random random, NavigableSet<byte[]> committed) {
    switch (random.nextInt(6)) {
      case 0 -> {
        transaction().rollback();
        model = new TreeSet<>(committed);
      }
      case 1 -> {
        if (transaction().hasPendingWrites()) {
          test.failCommits(1, CommitException.Outcome.NOT_APPLIED);
          assertThrows(CommitException.class, transaction()::commit);
          model = new TreeSet<>(committed);
        }
      }
      case 2 -> {
        transaction().commit();
        test.reopen();
        openCache(random.nextBoolean() ? 2000 : 1 << 20);
      }
      default -> transaction().commit();
    }
    return new TreeSet<>(model);
  }

  @Test
  void aMoveWithinABucketStoresNoCountAndCanBeUndone() {
    openCache(1 << 20);
    for (int i = 0; i < 60; i++) {
      toggle(key(1296 + 36 * i));
    }
    Random random = new Random(6);
    check(random);
    TreeSet<byte[]> before = new TreeSet<>(model);
    for (byte[] from : before) {
      long rank = index().rankOf(from);
      long pending = transaction().pendingBytes();
      Savepoint savepoint = transaction().savepoint();
      byte[] to = Arrays.copyOf(from, from.length + 1);
      move(from, to);
      assertEquals(pending + to.length, transaction().pendingBytes());
      assertEquals(rank, index().rankOf(to));
      assertEquals(rank + 1, index().rankOf(Arrays.copyOf(to, to.length + 1)));
      check(random);
      transaction().rollbackTo(savepoint);
      transaction().release(savepoint);
      model = new TreeSet<>(before);
      check(random);
    }
  }

  @Test
  void survivesEveryOrderOfInsertionAndDeletion() {
    int count = 600;
    List<IntUnaryOperator> orders =
        List.of(
            i -> 1296 + i,
            i -> 1296 + count - 1 - i,
            i -> 1296 + (i % 2 == 0 ? i / 2 : count - 1 - i / 2),
            i -> 1296 + (i * 37) % count);
    Random random = new Random(2);
    for (IntUnaryOperator insertion : orders) {
      for (IntUnaryOperator deletion : orders) {
        for (int i = 0; i < count; i++) {
          toggle(key(insertion.applyAsInt(i)));
        }
        check(random);
        for (int i = 0; i < count - 7; i++) {
          toggle(key(deletion.applyAsInt(i)));
        }
        check(random);
        for (int i = count - 7; i < count; i++) {
          toggle(key(deletion.applyAsInt(i)));
        }
        assertEquals(0, index().count());
        check(random);
      }
    }
  }

  @Test
  void survivesTheDeletionOfWholeRanges() {
    Random random = new Random(3);
    for (int round = 0; round < 12; round++) {
      for (int i = 0; i < 500; i++) {
        byte[] key = key(random.nextInt(4000));
        if (!model.contains(key)) {
          toggle(key);
        }
      }
      List<byte[]> elements = new ArrayList<>(model);
      int from = random.nextInt(elements.size());
      List<byte[]> range =
          elements.subList(from, from + random.nextInt(elements.size() - from + 1));
      if (random.nextBoolean()) {
        Collections.reverse(range);
      }
      range.forEach(this::toggle);
      check(random);
    }
  }

  @Test
  void leavesNoRecordWhenTheLastElementIsGone() {
    for (int i = 0; i < 300; i++) {
      toggle(key(i));
    }
    new ArrayList<>(model).forEach(this::toggle);
    byte[] prefix = PREFIX.clone();
    prefix[0]++;
    try (Cursor cursor = transaction().cursor()) {
      assertEquals(false, cursor.seek(prefix) && RecordKeys.startsWith(cursor.key(), prefix));
    }
  }

  @Test
  void firstElementIsFoundWhereverItMoves() {
    for (int i = 0; i < 5; i++) {
      toggle(key(1000 + i));
    }
    for (int i = 5; i < 400; i++) {
      byte[] first = index().select(0);
      assertArrayEquals(model.first(), first);
      toggle(first);
      toggle(key(i % 50 == 0 ? i : 1000 + i));
      if (i % 30 == 0) {
        Savepoint savepoint = transaction().savepoint();
        TreeSet<byte[]> before = new TreeSet<>(model);
        toggle(index().select(0));
        assertNotEquals(before.first(), index().select(0));
        transaction().rollbackTo(savepoint);
        transaction().release(savepoint);
        model = before;
      }
    }
  }

  @Test
  void isReadFromASnapshotWhileItChanges() {
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      toggle(key(random.nextInt(4000)));
    }
    transaction().commit();
    TreeSet<byte[]> then = new TreeSet<>(model);
    try (var snapshot = test.backend().snapshot()) {
      new ArrayList<>(model).subList(50, 200).forEach(this::toggle);
      transaction().commit();
      check(random);
      TreeSet<byte[]> now = model;
      model = then;
      CountedIndex index = new IndexCache(snapshot, null, SMALL, 500).index(PREFIX);
      check(snapshot, index, random);
      assertThrows(UnsupportedOperationException.class, () -> index.added(key(1)));
      model = now;
    }
  }

  @Test
  void isBuiltInOrderForAnyNumberOfElements() {
    Random random = new Random(5);
    for (int count : new int[] {1, 5, 6, 7, 23, 24, 25, 96, 97, 120, 385, 1000}) {
      IndexBuilder builder = new IndexBuilder(PREFIX, transaction()::put, SMALL);
      TreeSet<byte[]> elements = new TreeSet<>(Arrays::compareUnsigned);
      for (int i = 0; i < count; i++) {
        elements.add(key(i));
      }
      for (byte[] element : elements) {
        transaction().put(element, new byte[0]);
        builder.add(element);
      }
      builder.finish();
      model.addAll(elements);
      check(random);
      elements.forEach(this::toggle);
      check(random);
    }
  }

  @Test
  void buildsNothingOfNothing() {
    new IndexBuilder(PREFIX, (key, value) -> assertEquals(null, key), SMALL).finish();
    assertEquals(0, index().count());
  }
}
