package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.memory.Node.Branch;
import io.dredis.storage.backend.memory.Node.Leaf;
import java.util.Arrays;

/** A position in one {@link Tree}: the leaf and, as a stack, the branches above it. */
final class TreeCursor implements Cursor {
  private enum Place {
    NOWHERE,
    BEFORE_FIRST,
    ON_RECORD,
    BEHIND_LAST,
    CLOSED
  }

  private final MemoryBackend backend;
  private Node root;
  private Place place = Place.NOWHERE;
  private Branch[] above = new Branch[4];
  private int[] positions = new int[4];
  private int depth;
  private Leaf leaf;
  private int at;

  TreeCursor(MemoryBackend backend, Tree tree) {
    this.backend = backend;
    this.root = tree.root();
  }

  @Override
  public boolean seek(byte[] key) {
    assertOpen();
    depth = 0;
    Node node = root;
    while (node instanceof Branch branch) {
      node = push(branch, branch.childFor(key));
    }
    leaf = (Leaf) node;
    int found = leaf.search(key);
    at = found >= 0 ? found : -found - 1;
    return at < leaf.count ? arrived() : toNextLeaf();
  }

  @Override
  public boolean next() {
    assertSought();
    return switch (place) {
      case BEFORE_FIRST -> toFirst();
      case ON_RECORD -> ++at < leaf.count || toNextLeaf();
      default -> false;
    };
  }

  @Override
  public boolean previous() {
    assertSought();
    return switch (place) {
      case BEHIND_LAST -> toLast();
      case ON_RECORD -> --at >= 0 || toPreviousLeaf();
      default -> false;
    };
  }

  @Override
  public byte[] key() {
    assertOnRecord();
    return leaf.keys[at];
  }

  @Override
  public byte[] value() {
    assertOnRecord();
    return leaf.values[at];
  }

  @Override
  public void close() {
    place = Place.CLOSED;
    root = null;
    leaf = null;
    Arrays.fill(above, null);
  }

  private boolean toFirst() {
    depth = 0;
    return toFirstBelow(root);
  }

  private boolean toLast() {
    depth = 0;
    return toLastBelow(root);
  }

  private boolean toNextLeaf() {
    while (depth > 0) {
      depth--;
      Branch branch = above[depth];
      int next = positions[depth] + 1;
      if (next < branch.count) {
        return toFirstBelow(push(branch, next));
      }
    }
    place = Place.BEHIND_LAST;
    return false;
  }

  private boolean toPreviousLeaf() {
    while (depth > 0) {
      depth--;
      int previous = positions[depth] - 1;
      if (previous >= 0) {
        return toLastBelow(push(above[depth], previous));
      }
    }
    place = Place.BEFORE_FIRST;
    return false;
  }

  private boolean toFirstBelow(Node top) {
    Node node = top;
    while (node instanceof Branch branch) {
      node = push(branch, 0);
    }
    leaf = (Leaf) node;
    at = 0;
    if (leaf.count > 0) {
      return arrived();
    }
    place = Place.BEHIND_LAST;
    return false;
  }

  private boolean toLastBelow(Node top) {
    Node node = top;
    while (node instanceof Branch branch) {
      node = push(branch, branch.count - 1);
    }
    leaf = (Leaf) node;
    at = leaf.count - 1;
    if (at >= 0) {
      return arrived();
    }
    place = Place.BEFORE_FIRST;
    return false;
  }

  private boolean arrived() {
    place = Place.ON_RECORD;
    return true;
  }

  /** Puts a branch with the child to go down to on the stack, and returns that child. */
  private Node push(Branch branch, int position) {
    if (depth == above.length) {
      above = Arrays.copyOf(above, 2 * depth);
      positions = Arrays.copyOf(positions, 2 * depth);
    }
    above[depth] = branch;
    positions[depth] = position;
    depth++;
    return branch.children[position];
  }

  private void assertOpen() {
    backend.assertOpen();
    if (place == Place.CLOSED) {
      throw new BackendException("the cursor is closed");
    }
  }

  private void assertSought() {
    assertOpen();
    if (place == Place.NOWHERE) {
      throw new IllegalStateException("the cursor was not sought yet");
    }
  }

  private void assertOnRecord() {
    assertOpen();
    if (place != Place.ON_RECORD) {
      throw new IllegalStateException("the cursor stands on no record");
    }
  }
}
