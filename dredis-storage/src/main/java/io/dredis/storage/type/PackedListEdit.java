package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.PackedList;

/** A list within its header that is being changed. */
final class PackedListEdit implements ListEdit {
  private PackedList list;
  private int length;

  /** A list without elements. */
  PackedListEdit() {
    this(new byte[0], 0);
  }

  PackedListEdit(Header header) {
    this.list = PackedList.ofBody(header);
    this.length = list.count();
  }

  private PackedListEdit(byte[] packed, int length) {
    this.list = PackedList.of(packed);
    this.length = length;
  }

  private void become(byte[] packed, int newLength) {
    list = PackedList.of(packed);
    length = newLength;
  }

  @Override
  public long length() {
    return length;
  }

  /** Returns how many bytes the elements take. */
  int byteSize() {
    return list.size();
  }

  /** Returns a walk that stands on an element, or where one would begin behind the last. */
  private PackedList.Walk walkTo(long index) {
    PackedList.Walk walk = list.walk();
    for (long i = 0; i <= index; i++) {
      walk.next();
    }
    return walk;
  }

  @Override
  public byte[] get(long index) {
    return walkTo(index).bytes();
  }

  @Override
  public void push(ListEnd end, byte[]... values) {
    if (end == ListEnd.TAIL) {
      become(list.append(values), length + values.length);
      return;
    }
    byte[][] reversed = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    int start = walkTo(0).entryStart();
    become(list.replace(start, start, reversed), length + values.length);
  }

  @Override
  public byte[] pop(ListEnd end) {
    PackedList.Walk walk = walkTo(end == ListEnd.HEAD ? 0 : length - 1);
    byte[] value = walk.bytes();
    become(list.remove(walk.entryStart(), walk.entryEnd()), length - 1);
    return value;
  }

  @Override
  public void set(long index, byte[] value) {
    PackedList.Walk walk = walkTo(index);
    become(list.replace(walk.entryStart(), walk.entryEnd(), value), length);
  }

  @Override
  public void insert(long index, byte[] value) {
    int offset = walkTo(index).entryStart();
    become(list.replace(offset, offset, value), length + 1);
  }

  @Override
  public void remove(long index) {
    PackedList.Walk walk = walkTo(index);
    become(list.remove(walk.entryStart(), walk.entryEnd()), length - 1);
  }

  @Override
  public void trim(long fromInclusive, long toExclusive) {
    int end = walkTo(toExclusive - 1).entryEnd();
    byte[] shorter = list.remove(end, walkTo(length).entryStart());
    become(shorter, (int) toExclusive);
    become(list.remove(0, walkTo(fromInclusive).entryStart()), (int) (toExclusive - fromInclusive));
  }

  /** Returns the elements. */
  byte[][] elements() {
    byte[][] elements = new byte[length][];
    PackedList.Walk walk = list.walk();
    for (int i = 0; i < length; i++) {
      walk.next();
      elements[i] = walk.bytes();
    }
    return elements;
  }

  @Override
  public Header header(long expiryMillis) {
    // Without a change the list still lies in the header that it was read from.
    return Header.small(Kind.LIST_PACKED, expiryMillis, list.append());
  }
}
