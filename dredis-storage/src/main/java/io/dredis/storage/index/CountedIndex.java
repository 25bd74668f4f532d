package io.dredis.storage.index;

import io.dredis.storage.backend.Cursor;

/**
 * How many elements lie where among the ordered element records of one collection.
 *
 * <p>It is opened on the prefix that the keys of the elements have in common ({@code element · key
 * id}, with a section of the type's if it has several), by {@link
 * io.dredis.storage.keyspace.Keyspace#index}, and speaks of whole record keys. It may be kept as
 * long as what it was opened on; nothing has to be closed but cursors.
 */
public interface CountedIndex {
  /** Returns how many elements there are. */
  long count();

  /**
   * Counts an element whose record has just been put and was not there before.
   *
   * @throws UnsupportedOperationException on a snapshot
   */
  void added(byte[] elementKey);

  /**
   * Takes back an element whose record was there and has just been deleted.
   *
   * @throws UnsupportedOperationException on a snapshot
   */
  void removed(byte[] elementKey);

  /**
   * Takes back an element whose record was there and has just been deleted, and counts another,
   * whose record has just been put and was not there before. It is less work than one after the
   * other; none is stored when they are near neighbours.
   *
   * @throws UnsupportedOperationException on a snapshot
   */
  void moved(byte[] fromElementKey, byte[] toElementKey);

  /**
   * Returns how many elements lie before a key, whether there is an element with that key or not;
   * the key begins with the prefix.
   */
  long rankOf(byte[] elementKey);

  /** Returns the record key of the element with a rank, from 0 to below the count. */
  byte[] select(long rank);

  /**
   * Opens a cursor that stands on the element with a rank, from 0 to below the count; steps may
   * lead it out of the collection. It must be closed.
   */
  Cursor cursorAt(long rank);
}
