package io.dredis.storage.index;

/**
 * How large the parts of an index grow.
 *
 * @param bucket more elements split a bucket; at least 2
 * @param entries more entries split a node; at least 2
 */
record IndexLimits(int bucket, int entries) {
  /**
   * What a store has: one level reaches to a hundred thousand elements, two to many millions, and a
   * change writes one record of each. A look-up reads some hundred small neighbouring records of
   * each level that is not in memory, and walks over half a run of elements.
   */
  static final IndexLimits STANDARD = new IndexLimits(512, 384);

  /** Returns how many elements a run has at most to be walked over; a longer one is parted. */
  int run() {
    return Math.max(2, bucket / 16);
  }

  /** Returns how long runs are made; new elements then have room. */
  int builtRun() {
    return run() / 2;
  }

  /** Returns how many elements two buckets have together at most to be joined. */
  int joinedBucket() {
    return bucket / 4;
  }

  /** Returns how many entries a node has at most to be joined with another. */
  int smallNode() {
    return entries / 4;
  }

  /** Returns how many entries two nodes have together at most to be joined. */
  int joinedNode() {
    return entries / 2;
  }

  /** Returns how full a bucket is made when all elements are known; new ones then have room. */
  int builtBucket() {
    return Math.max(1, bucket * 3 / 4);
  }

  /** Returns how full a node is made when all elements are known. */
  int builtNode() {
    return Math.max(2, entries * 3 / 4);
  }
}
