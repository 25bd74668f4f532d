package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.ListNode;
import io.dredis.storage.encoding.ListSlots;
import io.dredis.storage.encoding.OrderedVarint;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.keyspace.StoreCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that every slot of a large list's runs has an element, that the counts above them add up,
 * and that every other element and node is garbage and nothing else.
 */
public final class ListCheck implements StoreCheck.ValueCheck {
  @Override
  public void check(Reader records, Header header, List<String> problems) {
    if (header.kind() == Kind.LIST_PACKED && PackedList.ofBody(header).isEmpty()) {
      problems.add("an empty packed list");
    } else if (header.kind() == Kind.LIST_LARGE) {
      new Walk(records, header.keyId(), problems).check(header);
    }
  }

  /** The check of one large list. */
  private static final class Walk {
    private final Reader records;
    private final long keyId;
    private final List<String> problems;
    private final Set<Long> liveSlots = new HashSet<>();
    private final Set<Long> liveNodes = new HashSet<>();
    private final Set<Long> garbageSlots = new HashSet<>();
    private final Set<Long> garbageNodes = new HashSet<>();
    private long expected;

    Walk(Reader records, long keyId, List<String> problems) {
      this.records = records;
      this.keyId = keyId;
      this.problems = problems;
    }

    void require(boolean condition, String problem) {
      if (!condition) {
        problems.add("list of key id " + keyId + ": " + problem);
      }
    }

    void check(Header header) {
      ListLayout layout = new ListLayout(records, null, header);
      expected = ListLayout.length(header);
      require(expected > 0, "no element");
      require(layout.length() == expected, "the runs have " + layout.length());
      for (long at = 0; at < expected; ) {
        ListLayout.Place place = layout.locate(at);
        require(place.start() == at, "a run begins at " + place.start() + ", not " + at);
        require(place.run().count() > 0, "an empty run at " + at);
        addSlots(liveSlots, place.run().first(), place.run().count());
        at += Math.max(1, place.run().count());
      }
      require(liveSlots.size() == expected, "runs overlap");
      require(layout.root().size() <= ListTree.ROOT_ENTRIES, "a large root");
      node(layout.root());
      readGarbage();
      checkElements();
      checkNodes();
    }

    void node(ListNode node) {
      require(node.size() <= ListTree.NODE_ENTRIES, "a node of " + node.size());
      if (node.level() > 0) {
        for (int i = 0; i < node.size(); i++) {
          require(liveNodes.add(node.id(i)), "node " + node.id(i) + " is there twice");
          ListNode child = read(node.id(i));
          require(child != null, "node " + node.id(i) + " is missing");
          if (child != null) {
            require(child.total() == node.count(i), "node " + node.id(i) + " has another count");
            require(child.level() == node.level() - 1, "node " + node.id(i) + " is elsewhere");
            require(child.size() > 0, "node " + node.id(i) + " is empty");
            node(child);
          }
        }
      }
    }

    private ListNode read(long nodeId) {
      byte[] record = records.get(RecordKeys.index(keyId, ListNode.idBytes(nodeId)));
      return record == null ? null : ListNode.decode(record, 0);
    }

    private void addSlots(Set<Long> slots, long first, long count) {
      for (long slot = first; slot < first + count; slot++) {
        slots.add(slot);
      }
    }

    private void readGarbage() {
      byte[] prefix = RecordKeys.garbageParts(keyId);
      try (Cursor cursor = records.cursor()) {
        boolean on = cursor.seek(prefix);
        for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
          byte[] part = RecordKeys.garbagePart(cursor.key());
          if (RecordKeys.garbagePartIsNode(cursor.key())) {
            garbageNode(OrderedVarint.read(part, 0));
          } else {
            long first = ListSlots.read(part, 0);
            addSlots(garbageSlots, first, ListSlots.read(cursor.value(), 0) - first);
          }
        }
      }
    }

    private void garbageNode(long nodeId) {
      garbageNodes.add(nodeId);
      ListNode node = read(nodeId);
      for (int i = 0; node != null && i < node.size(); i++) {
        if (node.level() > 0) {
          garbageNode(node.id(i));
        } else {
          addSlots(garbageSlots, node.id(i), node.count(i));
        }
      }
    }

    private void checkElements() {
      Set<Long> missing = new HashSet<>(liveSlots);
      byte[] prefix = RecordKeys.prefix(Space.ELEMENT, keyId);
      try (Cursor cursor = records.cursor()) {
        boolean on = cursor.seek(prefix);
        for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
          long slot = ListSlots.read(cursor.key(), prefix.length);
          missing.remove(slot);
          require(
              liveSlots.contains(slot) != garbageSlots.contains(slot),
              "slot " + slot + " is used and garbage, or neither");
        }
      }
      require(missing.isEmpty(), missing.size() + " elements are missing: " + missing);
      for (long slot : garbageSlots) {
        require(!liveSlots.contains(slot), "slot " + slot + " is used, and will be deleted");
      }
    }

    private void checkNodes() {
      byte[] prefix = RecordKeys.prefix(Space.INDEX, keyId);
      try (Cursor cursor = records.cursor()) {
        boolean on = cursor.seek(prefix);
        for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
          long id = OrderedVarint.read(cursor.key(), prefix.length);
          require(
              liveNodes.contains(id) != garbageNodes.contains(id),
              "node " + id + " is used and garbage, or neither");
        }
      }
    }
  }
}
