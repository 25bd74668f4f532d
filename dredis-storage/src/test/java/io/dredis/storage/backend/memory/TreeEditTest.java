package io.dredis.storage.backend.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.memory.Node.Branch;
import io.dredis.storage.backend.memory.Node.Leaf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shape of the tree, which the contract test does not see. */
class TreeEditTest {
  private static final int RECORDS = 50_000;

  private long edits;

  @Test
  void keysAddedInOrderFillTheirNodes() {
    Tree tree = putEach(Tree.EMPTY, IntStream.range(0, RECORDS).boxed().toList());
    assertSound(tree, RECORDS);
    assertTrue(
        leaves(tree.root()) <= RECORDS / Node.WIDTH + 1, () -> leaves(tree.root()) + " leaves");
    assertTrue(height(tree.root()) <= 4, () -> "height " + height(tree.root()));
  }

  @Test
  void keysAddedInAnyOtherOrderHalfFillThem() {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, RECORDS).boxed().toList());
    Collections.reverse(numbers);
    Tree descending = putEach(Tree.EMPTY, numbers);
    assertSound(descending, RECORDS);
    assertTrue(leaves(descending.root()) <= 2 * RECORDS / Node.WIDTH + 1);
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("keysAddedInAnyOtherOrderHalfFillThem: seed " + seed);
    Collections.shuffle(numbers, new Random(seed));
    Tree shuffled = putEach(Tree.EMPTY, numbers);
    assertSound(shuffled, RECORDS);
    assertTrue(leaves(shuffled.root()) <= 2 * RECORDS / Node.WIDTH + 1);
  }

  @Test
  void deletingThinsTheTreeAndEmptiesItInTheEnd() {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, RECORDS).boxed().toList());
    Tree full = putEach(Tree.EMPTY, numbers);
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("deletingThinsTheTreeAndEmptiesItInTheEnd: seed " + seed);
    Collections.shuffle(numbers, new Random(seed));
    Tree tenth = deleteEach(full, numbers.subList(0, RECORDS * 9 / 10));
    assertSound(tenth, RECORDS / 10);
    assertTrue(leaves(tenth.root()) <= RECORDS / 10 / (Node.WIDTH / 8));
    Tree empty = deleteEach(tenth, numbers.subList(RECORDS * 9 / 10, RECORDS));
    assertEquals(0, empty.bytes());
    assertEquals(0, ((Leaf) empty.root()).count);
    assertSound(full, RECORDS);
  }

  @Test
  void anEditLeavesTheTreeItStartedFromAsItWas() {
    Tree before = putEach(Tree.EMPTY, IntStream.range(0, 5000).boxed().toList());
    TreeEdit edit = new TreeEdit(before, ++edits);
    for (int i = 0; i < 5000; i++) {
      if (i % 2 == 0) {
        edit.delete(key(i));
      } else {
        edit.put(key(i), new byte[] {9});
        edit.put(key(i + 100_000), new byte[] {9});
      }
    }
    Tree after = edit.result();
    assertSound(before, 5000);
    assertSound(after, 5000);
    assertArrayEquals(value(2), before.get(key(2)));
    assertArrayEquals(value(3), before.get(key(3)));
    assertNull(after.get(key(2)));
    assertArrayEquals(new byte[] {9}, after.get(key(3)));
  }

  @Test
  void deletingAMissingKeyCopiesNothing() {
    Tree before = putEach(Tree.EMPTY, IntStream.range(0, 5000).boxed().toList());
    TreeEdit edit = new TreeEdit(before, ++edits);
    edit.delete(key(6000));
    assertSame(before.root(), edit.result().root());
  }

  /** Keys that share much or little, begin with one another, or end in zeros. */
  @Test
  void whateverKeysHaveInCommonTheyAreFoundAndNoOthers() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("whateverKeysHaveInCommonTheyAreFoundAndNoOthers: seed " + seed);
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    Tree tree = Tree.EMPTY;
    for (int round = 0; round < 3000; round++) {
      TreeEdit edit = new TreeEdit(tree, ++edits);
      for (int i = 0; i < 20; i++) {
        byte[] key = knottyKey(random, round);
        if (random.nextInt(round < 2000 ? 4 : 2) == 0) {
          edit.delete(key);
          model.remove(key);
        } else {
          byte[] value = value(random.nextInt(100));
          edit.put(key, value);
          model.put(key, value);
        }
      }
      tree = edit.result();
      byte[] asked = knottyKey(random, round);
      assertArrayEquals(model.get(asked), tree.get(asked), () -> Arrays.toString(asked));
    }
    assertSound(tree, model.size());
    Tree found = tree;
    model.forEach((key, value) -> assertArrayEquals(value, found.get(key)));
  }

  private static byte[] knottyKey(Random random, int round) {
    byte[] key = new byte[random.nextInt(12)];
    int common = random.nextInt(key.length + 1);
    Arrays.fill(key, 0, common, (byte) (round / 1000));
    for (int i = common; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(4) * 85);
    }
    return key;
  }

  private Tree putEach(Tree start, List<Integer> numbers) {
    Tree tree = start;
    for (int from = 0; from < numbers.size(); from += 7) {
      TreeEdit edit = new TreeEdit(tree, ++edits);
      for (int number : numbers.subList(from, Math.min(from + 7, numbers.size()))) {
        edit.put(key(number), value(number));
      }
      tree = edit.result();
    }
    return tree;
  }

  private Tree deleteEach(Tree start, List<Integer> numbers) {
    Tree tree = start;
    for (int from = 0; from < numbers.size(); from += 7) {
      TreeEdit edit = new TreeEdit(tree, ++edits);
      for (int number : numbers.subList(from, Math.min(from + 7, numbers.size()))) {
        edit.delete(key(number));
      }
      tree = edit.result();
    }
    return tree;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static byte[] value(int number) {
    return new byte[number % 3];
  }

  private static void assertSound(Tree tree, int records) {
    assertEquals(records, assertSound(tree.root(), null, null, height(tree.root())));
  }

  /** Asserts order, bounds, equal depth and no empty node; returns the records below. */
  private static int assertSound(Node node, byte[] fromOrNull, byte[] toOrNull, int height) {
    assertTrue(node.count > 0 && node.count <= Node.WIDTH, () -> "count " + node.count);
    // The first key of a branch says nothing.
    int first = node instanceof Leaf ? 0 : 1;
    for (int i = first; i < node.count; i++) {
      byte[] key = node.keys[i];
      assertTrue(fromOrNull == null || Arrays.compareUnsigned(fromOrNull, key) <= 0, "too early");
      assertTrue(toOrNull == null || Arrays.compareUnsigned(key, toOrNull) < 0, "too late");
      if (i > first) {
        assertTrue(Arrays.compareUnsigned(node.keys[i - 1], key) < 0, "out of order");
      }
    }
    if (node instanceof Leaf) {
      assertEquals(1, height, "a leaf at another depth");
      return node.count;
    }
    Branch branch = (Branch) node;
    int records = 0;
    for (int i = 0; i < branch.count; i++) {
      byte[] from = i == 0 ? fromOrNull : branch.keys[i];
      byte[] to = i + 1 == branch.count ? toOrNull : branch.keys[i + 1];
      records += assertSound(branch.children[i], from, to, height - 1);
    }
    return records;
  }

  private static int height(Node node) {
    return node instanceof Branch branch ? 1 + height(branch.children[0]) : 1;
  }

  private static int leaves(Node node) {
    if (node instanceof Branch branch) {
      return Arrays.stream(branch.children, 0, branch.count).mapToInt(TreeEditTest::leaves).sum();
    }
    return 1;
  }
}
