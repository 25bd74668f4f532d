package io.dredis.storage.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.ListNode;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.keyspace.TestStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListTreeTest {
  private static final long KEY_ID = 7;

  @TempDir Path directory;
  private final List<ListRun> model = new ArrayList<>();
  private final List<ListRun> cutRuns = new ArrayList<>();
  private final List<Long> cutNodes = new ArrayList<>();
  private TestStore test;
  private ListTree tree;
  private Random random;
  private long slot;

  @BeforeEach
  void open() {
    BackendType memory =
        Backends.all().stream().filter(type -> !type.persistent()).findFirst().orElseThrow();
    test = new TestStore(memory, directory.resolve("data"));
    tree =
        new ListTree(
            test.store().transaction(), test.store().transaction(), KEY_ID, ListNode.empty(), 1);
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("ListTreeTest seed " + seed);
    random = new Random(seed);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private ListRun run() {
    long count = 1L + random.nextInt(20);
    slot += count + 1;
    return new ListRun(slot - count, count);
  }

  private long start(int run) {
    long start = 0;
    for (int i = 0; i < run; i++) {
      start += model.get(i).count();
    }
    return start;
  }

  private void insert() {
    int at = random.nextInt(model.size() + 1);
    ListRun run = run();
    tree.insert(start(at), run);
    model.add(at, run);
  }

  private void replace(int most) {
    if (model.isEmpty()) {
      return;
    }
    int at = random.nextInt(model.size());
    ListRun[] by = new ListRun[random.nextInt(most + 1)];
    for (int i = 0; i < by.length; i++) {
      by[i] = run();
    }
    tree.replace(start(at), by);
    model.remove(at);
    model.addAll(at, List.of(by));
  }

  /** Compares the whole tree with the model, and its nodes with the records. */
  private void compare() {
    List<ListRun> runs = new ArrayList<>();
    for (long at = 0; at < tree.total(); ) {
      ListTree.Leaf leaf = tree.leafAt(at);
      assertEquals(at, leaf.start());
      for (int i = 0; i < leaf.node().size(); i++) {
        runs.add(new ListRun(leaf.node().id(i), leaf.node().count(i)));
      }
      at += leaf.node().total();
    }
    assertEquals(model, runs);
    assertTrue(tree.root().size() <= ListTree.ROOT_ENTRIES);
    assertEquals(nodesBelow(tree.root()) + cutBelow(), records());
  }

  private ListNode read(long id) {
    byte[] key = RecordKeys.index(KEY_ID, ListNode.idBytes(id));
    return ListNode.decode(test.store().transaction().get(key), 0);
  }

  private int nodesBelow(ListNode node) {
    int nodes = 0;
    for (int i = 0; node.level() > 0 && i < node.size(); i++) {
      ListNode child = read(node.id(i));
      assertEquals(child.total(), node.count(i));
      assertTrue(child.size() <= ListTree.NODE_ENTRIES && child.size() > 0);
      nodes += 1 + nodesBelow(child);
    }
    return nodes;
  }

  private int cutBelow() {
    return cutNodes.stream().mapToInt(id -> 1 + nodesBelow(read(id))).sum();
  }

  private int records() {
    int records = 0;
    byte[] prefix = RecordKeys.prefix(Space.INDEX, KEY_ID);
    try (Cursor cursor = test.store().transaction().cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        records++;
      }
    }
    return records;
  }

  private long elementsCut() {
    long elements = cutRuns.stream().mapToLong(ListRun::count).sum();
    return elements + cutNodes.stream().mapToLong(id -> read(id).total()).sum();
  }

  private void cut(boolean first, long count) {
    cutRuns.clear();
    cutNodes.clear();
    ListTree.Garbage garbage =
        new ListTree.Garbage() {
          @Override
          public void run(ListRun run) {
            cutRuns.add(run);
          }

          @Override
          public void node(long nodeId) {
            cutNodes.add(nodeId);
          }
        };
    if (first) {
      tree.cutFirst(count, garbage);
    } else {
      tree.cutLast(count, garbage);
    }
    cutModel(first, count);
    assertEquals(count, elementsCut());
    assertTrue(cutRuns.size() + cutNodes.size() <= 5 * ListTree.NODE_ENTRIES, "cut in pieces");
  }

  private void cutModel(boolean first, long count) {
    long left = count;
    while (left > 0) {
      ListRun run = model.remove(first ? 0 : model.size() - 1);
      long cut = Math.min(left, run.count());
      left -= cut;
      if (cut < run.count()) {
        long kept = run.count() - cut;
        ListRun rest = new ListRun(first ? run.first() + cut : run.first(), kept);
        model.add(first ? 0 : model.size(), rest);
      }
    }
  }

  @Test
  void growsToThreeLevelsAndShrinksAgain() {
    while (model.size() < 6000) {
      insert();
    }
    assertEquals(2, tree.root().level());
    compare();
    for (int i = 0; i < 3000; i++) {
      replace(3);
    }
    compare();
    while (model.size() > 40) {
      replace(random.nextInt(20) == 0 ? 2 : 0);
      if (random.nextInt(300) == 0) {
        compare();
      }
    }
    compare();
    while (!model.isEmpty()) {
      boolean first = random.nextBoolean();
      ListRun expected = model.remove(first ? 0 : model.size() - 1);
      assertEquals(expected, first ? tree.removeFirst() : tree.removeLast());
    }
    compare();
    assertTrue(tree.isEmpty());
    assertEquals(0, records());
  }

  @Test
  void appendingAndPrependingFillsNodesThatAreReadInOrder() {
    for (int i = 0; i < 5000; i++) {
      ListRun run = run();
      boolean first = random.nextBoolean();
      tree.insert(first ? 0 : tree.total(), run);
      model.add(first ? 0 : model.size(), run);
    }
    compare();
  }

  @Test
  void whatIsCutOffIsNamedByFewNodesAndRuns() {
    for (int round = 0; round < 30; round++) {
      while (model.size() < 3000) {
        insert();
      }
      long total = tree.total();
      long count = round % 10 == 9 ? total : random.nextLong(total);
      cut(random.nextBoolean(), count);
      compare();
      forgetCut();
    }
  }

  /** Deletes what was cut off, as the collector would. */
  private void forgetCut() {
    cutNodes.forEach(this::deleteBelow);
    cutNodes.clear();
  }

  private void deleteBelow(long id) {
    ListNode node = read(id);
    for (int i = 0; node.level() > 0 && i < node.size(); i++) {
      deleteBelow(node.id(i));
    }
    test.store().transaction().delete(RecordKeys.index(KEY_ID, ListNode.idBytes(id)));
  }

  @Test
  void aNodeIsStoredInFewBytesAndReadBack() {
    long far = ListSlots.firstOfBlock(3) + 500;
    ListNode node =
        ListNode.of(0, -3, 5).with(1, 1, ListNode.of(0, far, 1)).with(2, 2, ListNode.of(0, 9, 70));
    byte[] record = node.encode();
    assertEquals("000a05e937012446", HexFormat.of().formatHex(record));
    ListNode read = ListNode.decode(record, 0);
    assertEquals(3, read.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(node.id(i), read.id(i));
      assertEquals(node.count(i), read.count(i));
    }
  }
}
