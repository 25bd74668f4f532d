package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backends;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.keyspace.TestStore;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operations on lists cost in records read and written, whatever the length of the list. */
class ListsCostTest {
  private static final byte[] KEY = bytes("key");
  private static final int LENGTH = 60_000;

  @TempDir Path directory;
  private final Lists lists = new Lists(() -> -2);
  private final Random random = new Random(20260501);
  private CountingBackend.Type counts;
  private TestStore test;

  @BeforeEach
  void open() {
    counts =
        new CountingBackend.Type(
            Backends.all().stream().filter(type -> !type.persistent()).findFirst().orElseThrow());
    test = new TestStore(counts, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void fill(int from, int to) {
    byte[][] values = new byte[to - from][];
    for (int i = from; i < to; i++) {
      values[i - from] = bytes("element " + i);
    }
    lists.push(test.database(), KEY, ListEnd.TAIL, values);
    test.store().commit();
  }

  /** Fails when an operation reads or writes more records than allowed. */
  private void cost(String what, int maxReads, int maxWrites, Runnable operation) {
    test.store().commit();
    counts.takeReads();
    counts.takeWrites();
    operation.run();
    long reads = counts.takeReads();
    test.store().commit();
    long writes = counts.takeWrites();
    assertTrue(reads <= maxReads, () -> what + " read " + reads + " records");
    assertTrue(writes <= maxWrites, () -> what + " wrote " + writes + " records");
  }

  private Header header() {
    return test.database().find(KEY);
  }

  private void edit(Consumer<ListEdit> change) {
    Header before = header();
    ListEdit edit = new LargeListEdit(test.store().transaction(), before);
    change.accept(edit);
    test.database().store(KEY, edit.header(Header.NO_EXPIRY), before);
  }

  private void insertAt(long index) {
    edit(edit -> edit.insert(index, bytes("new")));
  }

  private void removeAt(long index) {
    edit(edit -> edit.remove(index));
  }

  private long randomIndex() {
    return random.nextLong(lists.length(test.database(), KEY));
  }

  @Test
  void aQueueCostsTheSameAfterAnyNumberOfRounds() {
    fill(0, 1000);
    assertEquals(Kind.LIST_LARGE, header().kind());
    for (int round = 0; round < 20_000; round++) {
      byte[] value = bytes("element " + round);
      cost("LPUSH", 1, 2, () -> lists.push(test.database(), KEY, ListEnd.HEAD, value));
      cost("RPOP", 2, 2, () -> lists.pop(test.database(), KEY, ListEnd.TAIL));
    }
    assertTrue(header().record().length < 30, "the header grew");
  }

  @Test
  void anIndexOfAListThatWasNeverEditedInTheMiddleNeedsNoIndexRecord() {
    fill(0, LENGTH);
    long middle = LENGTH / 2;
    cost("LINDEX", 2, 0, () -> lists.lookup(test.database(), KEY).get(middle));
    cost("LSET", 1, 1, () -> lists.set(test.database(), KEY, middle, bytes("x")));
    cost("LRANGE", 11, 0, () -> read(middle, middle + 9));
    cost("LLEN", 1, 0, () -> lists.length(test.database(), KEY));
  }

  private void read(long start, long stop) {
    try (ListCursor cursor = lists.lookup(test.database(), KEY).range(start, stop)) {
      while (cursor.next()) {
        assertTrue(cursor.value().length > 0);
      }
    }
  }

  @Test
  void aWholeListIsReadWithOneStepForAnElement() {
    fill(0, LENGTH);
    cost("LRANGE 0 -1", LENGTH + 2, 0, () -> read(0, -1));
  }

  @Test
  void editsInTheMiddleCostTheSameInAListOfVeryManyRuns() {
    fill(0, LENGTH);
    for (int i = 0; i < 6000; i++) {
      insertAt(randomIndex());
      if (i % 64 == 0) {
        test.store().commit();
      }
    }
    assertTrue(new ListLayout(test.store().transaction(), null, header()).root().level() >= 1);
    for (int i = 0; i < 300; i++) {
      cost("insertion", 90, 140, () -> insertAt(randomIndex()));
      cost("removal", 90, 140, () -> removeAt(randomIndex()));
      long index = randomIndex();
      cost("LINDEX", 4, 0, () -> lists.lookup(test.database(), KEY).get(index));
      cost("LSET", 4, 1, () -> lists.set(test.database(), KEY, index, bytes("x")));
      cost("LRANGE", 40, 0, () -> read(index, index + 9));
      cost("LPUSH", 4, 5, () -> lists.push(test.database(), KEY, ListEnd.HEAD, bytes("x")));
    }
    assertTrue(header().record().length < 600, "the header is large");
  }

  @Test
  void insertingAgainAndAgainAtOnePlaceExtendsOneRun() {
    fill(0, LENGTH);
    insertAt(LENGTH / 2);
    for (int i = 0; i < 200; i++) {
      cost("insertion", 2, 2, () -> insertAt(LENGTH / 2));
    }
  }

  @Test
  void trimmingAnyNumberOfElementsWritesFewRecords() {
    fill(0, LENGTH);
    for (int i = 0; i < 3000; i++) {
      insertAt(randomIndex());
    }
    cost("LTRIM", 10, 300, () -> lists.trim(test.database(), KEY, 50_000, -5000));
    assertEquals(LENGTH + 3000 - 55_000 + 1, lists.length(test.database(), KEY));
    test.check();
    test.collectAll();
    test.check();
    cost("LTRIM", 10, 300, () -> lists.trim(test.database(), KEY, -1, -1));
    test.collectAll();
    test.check();
  }

  @Test
  void runsStayLongWhenElementsAreRemovedEverywhere() {
    fill(0, 20_000);
    for (int i = 0; i < 18_000; i++) {
      removeAt(randomIndex());
    }
    assertTrue(averageRun() >= 10, () -> "runs of " + averageRun());
    test.check();
  }

  @Test
  void runsStayLongWhenElementsAreInsertedEverywhere() {
    fill(0, 4000);
    for (int i = 0; i < 20_000; i++) {
      insertAt(randomIndex());
    }
    assertTrue(averageRun() >= 10, () -> "runs of " + averageRun());
    test.check();
  }

  private double averageRun() {
    ListLayout layout = new ListLayout(test.store().transaction(), null, header());
    int runs = 0;
    for (long at = 0; at < layout.length(); runs++) {
      at += layout.locate(at).run().count();
    }
    return (double) layout.length() / runs;
  }
}
