package io.dredis.storage.type;

import java.util.SplittableRandom;

/**
 * A random part of a set's members, each part of its size with the same chance, or what that part
 * leaves. The same set, size and seed give the same part again.
 *
 * <p>It walks over the whole set once and takes each member with the chance that is left for it
 * (selection sampling), so it needs no memory.
 */
final class MemberSample extends MemberStream {
  private final MemberStream all;
  private final SplittableRandom random;
  private final boolean complement;
  private long left;
  private long wanted;

  /**
   * The part of a set, or its complement.
   *
   * @param all the members; closed with the sample
   * @param size how many they are
   * @param wanted how many the part has, at most all
   */
  MemberSample(MemberStream all, long size, long wanted, long seed, boolean complement) {
    this.all = all;
    this.left = size;
    this.wanted = wanted;
    this.random = new SplittableRandom(seed);
    this.complement = complement;
  }

  @Override
  byte[] advance() {
    while (left > 0 && all.next()) {
      boolean taken = random.nextLong(left) < wanted;
      left--;
      wanted -= taken ? 1 : 0;
      if (taken != complement) {
        return all.ordered();
      }
    }
    return null;
  }

  @Override
  void pause() {
    all.pause();
  }
}
