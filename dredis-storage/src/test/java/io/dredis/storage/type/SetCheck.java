package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.IndexCheck;
import io.dredis.storage.keyspace.StoreCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that a set has as many members as its header says, in order, integers alone in an intset,
 * and that its index counts them.
 */
public final class SetCheck implements StoreCheck.ValueCheck {
  @Override
  public void check(Reader records, Header header, List<String> problems) {
    if (header.type() != ValueType.SET) {
      return;
    }
    boolean large = header.kind().large();
    int countOffset = large ? header.countsOffset() : header.bodyOffset();
    long count = Varint.read(header.record(), countOffset);
    int end = Varint.end(header.record(), countOffset);
    List<byte[]> members = large ? elements(records, header) : packed(header, end, problems);
    if (members.size() != count || count == 0) {
      problems.add("a set of " + members.size() + " members that says " + count);
    }
    boolean intset = header.kind() == Kind.SET_INTSET || header.kind() == Kind.SET_INTSET_LARGE;
    byte[] last = null;
    for (byte[] member : members) {
      if (last != null && Arrays.compareUnsigned(last, member) >= 0) {
        problems.add("members of a set out of order");
      }
      if (!Arrays.equals(member, SetMember.encode(SetMember.decode(member)))) {
        problems.add("a member in another form than its own: " + Arrays.toString(member));
      }
      if (intset && !SetMember.isInteger(member)) {
        problems.add("an intset with a member that is no integer");
      }
      last = member;
    }
    if (large) {
      IndexCheck.check(records, RecordKeys.prefix(Space.ELEMENT, header.keyId()), problems);
    }
  }

  private static List<byte[]> packed(Header header, int offset, List<String> problems) {
    List<byte[]> members = new ArrayList<>();
    PackedList list = PackedList.of(header.record(), offset);
    if (list.size() > SetBuilder.PACKED_BYTES) {
      problems.add("a packed set of " + list.size() + " bytes");
    }
    for (PackedList.Walk walk = list.walk(); walk.next(); ) {
      members.add(walk.bytes());
    }
    return members;
  }

  private static List<byte[]> elements(Reader records, Header header) {
    List<byte[]> members = new ArrayList<>();
    byte[] prefix = RecordKeys.prefix(Space.ELEMENT, header.keyId());
    try (Cursor cursor = records.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        members.add(RecordKeys.rest(cursor.key()));
      }
    }
    return members;
  }
}
